#include "daemon/power_cut.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace presad {

namespace {

/// The machine's own facts are kept under a topic that no device can have.
constexpr const char* machine = "/";
constexpr const char* boot = "boot";  ///< the boot in which presad ran last; of a device: in which it was last well
constexpr const char* run = "run";    ///< "begun" or "ended"
constexpr const char* cut_boot = "cut_boot";  ///< the last boot that followed a power cut

/// systemd writes the same number without them.
std::string without_hyphens(std::string_view id) {
  std::string bare;
  std::copy_if(id.begin(), id.end(), std::back_inserter(bare), [](char c) { return c != '-'; });
  return bare;
}

std::string fact(const Facts& facts, const char* name) {
  const auto found = facts.find(name);
  return found == facts.end() ? "" : found->second;
}

}  // namespace

std::string read_boot_id(const std::string& path, std::string_view from_systemd) {
  std::ifstream file(path);
  std::string id;
  std::getline(file, id);
  return without_hyphens(id.empty() ? from_systemd : id);
}

PowerCut::PowerCut(store::Store& store, std::string boot_id) : store_(store), boot_id_(std::move(boot_id)) {
  const std::string last_boot = fact(store_.facts(machine), boot);
  const bool another_boot = !boot_id_.empty() && !last_boot.empty() && last_boot != boot_id_;
  if (another_boot && fact(store_.facts(machine), run) == "begun") store_.put(machine, cut_boot, boot_id_);
  house_lost_power_ = !boot_id_.empty() && fact(store_.facts(machine), cut_boot) == boot_id_;
  store_.put(machine, boot, boot_id_);
  store_.put(machine, run, "begun");
}

bool PowerCut::lost_power(const Facts& facts) const {
  const std::string seen_in = fact(facts, boot);
  return house_lost_power_ && !seen_in.empty() && seen_in != boot_id_;
}

void PowerCut::on_orderly_end() { store_.put(machine, run, "ended"); }

}  // namespace presad
