// The machine's power goes at any moment. Order stands for time: what was put before a sync that covers it is there.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <thread>

#include "support/captured_log.h"
#include "unit/store/faulty_disk.h"
#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::CapturedLog;
using presad::testing::FaultyDisk;
using presad::testing::KeptMemory;
using namespace std::chrono_literals;

namespace {

constexpr Pace quick{.sync_after = 1ms, .retries = {1h, 1h, 1h, 1h}};
constexpr int facts_in_play = 12;

/// A put may just miss a batch. Then the sync of that batch's checkpoint, its own, and that of the log's new beginning,
/// which goes ahead of the next batch, come after the put without covering it: the fourth does.
constexpr int syncs_that_cover = 4;

/// One fact that counts up.
struct Counter {
  int put = 0;                          ///< the last number that was put
  int durable = 0;                      ///< at least this one must be known
  std::vector<std::pair<int, int>> at;  ///< (number, syncs done when it was put)
};

class PowerCuts {
 public:
  explicit PowerCuts(std::uint32_t seed) : chance_(seed) {}

  /// Puts facts until the power goes; then power, a start, and what it knows.
  void cut_once() {
    const CapturedLog log;                     // each end says that the disk did not take it
    const bool long_run = chance_() % 8 == 0;  // long enough for checkpoints of the log
    disk_.cut_after(static_cast<int>(1 + chance_() % (long_run ? 5000 : 200)));
    SqliteStore& store = memory_.open(quick);
    const int opened = disk_.database_syncs();
    while (!disk_.is_cut()) {
      for (unsigned burst = 1 + chance_() % 8; burst > 0; --burst) put_one(store);
      std::this_thread::yield();
    }
    const int syncs = disk_.log_syncs();
    checkpoints_ += disk_.database_syncs() - opened;
    memory_.close();
    disk_.power_up(chance_);
    for (auto& [name, counter] : counters_) {
      for (const auto& [number, syncs_before] : counter.at) {
        if (syncs_before + syncs_that_cover <= syncs) counter.durable = number;
      }
      counter.at.clear();
    }
    check(memory_.open(quick));
    memory_.close();
  }

  /// While presad ran.
  int checkpoints() const { return checkpoints_; }

 private:
  void put_one(SqliteStore& store) {
    const std::string name = "count." + std::to_string(chance_() % facts_in_play);
    Counter& counter = counters_[name];
    ++counter.put;
    store.put("presa1", name, std::to_string(counter.put) + ' ' + std::string(chance_() % 3000, 'x'));
    counter.at.emplace_back(counter.put, disk_.log_syncs());
  }

  void check(const SqliteStore& store) {
    for (const auto& file : std::filesystem::directory_iterator(memory_.folder())) {
      const std::string name = file.path().filename().string();
      CHECK_MESSAGE(!name.starts_with("presad.db."), name);
    }
    for (auto& [name, counter] : counters_) {
      const Facts& facts = store.facts("presa1");
      const auto found = facts.find(name);
      const int known = found == facts.end() ? 0 : std::stoi(found->second);
      CHECK_MESSAGE(known >= counter.durable, name);
      CHECK_MESSAGE(known <= counter.put, name);
      counter.durable = known;
      counter.put = known;
    }
  }

  std::mt19937 chance_;
  FaultyDisk disk_;
  KeptMemory memory_;
  std::map<std::string, Counter> counters_;
  int checkpoints_ = 0;
};

}  // namespace

TEST_CASE("after a power cut at any moment the file opens, and all that was synced is known") {
  const char* given = std::getenv("PRESAD_SEED");
  const std::uint32_t first_seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device()();
  constexpr std::uint32_t disks = 20;
  constexpr int cuts_per_disk = 10;
  int checkpoints = 0;
  for (std::uint32_t seed = first_seed; seed != first_seed + disks; ++seed) {
    CAPTURE(seed);  // again with PRESAD_SEED=…
    PowerCuts cuts(seed);
    for (int cut = 0; cut < cuts_per_disk; ++cut) cuts.cut_once();
    checkpoints += cuts.checkpoints();
  }
  CHECK(checkpoints > 0);  // else the dangerous moments were not among them
}
