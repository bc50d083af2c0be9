#include <array>
#include <cstdio>
#include <utility>

#include "cli/doctor/judgement.h"

namespace presad::cli {

namespace {

/// A clock before this was never set: presad did not exist then.
constexpr WallTime earliest = std::chrono::sys_days(std::chrono::year(2025) / 1 / 1);

/// Clocks of two machines differ, and a file may have been copied with its time.
constexpr std::chrono::minutes tolerance{5};

/// "2026-02-28 07:05 UTC"
std::string written_out(WallTime time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day day(midnight);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time - midnight).count();
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d UTC", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), static_cast<int>(minutes / 60),
                static_cast<int>(minutes % 60));
  return text.data();
}

Finding judge_clock(const MachineEvidence& evidence) {
  constexpr const char* subject = "clock";
  std::string proof = "it is " + written_out(evidence.now) + " here";
  if (!evidence.clock_synchronised) {
    proof += "; whether something keeps it right the kernel does not tell";
  } else if (!*evidence.clock_synchronised) {
    proof += "; the kernel says: not synchronised";
  }
  const bool kept = evidence.clock_synchronised.value_or(false);
  // Kept right, it was the clock of then that was ahead.
  const bool behind = !kept && !evidence.latest_file.empty() && evidence.latest_write > evidence.now + tolerance;
  if (behind) proof += "; " + evidence.latest_file + " was written " + written_out(evidence.latest_write);
  const char* const clock = evidence.now < earliest                       ? "clock_unset"
                            : behind                                      ? "clock_behind"
                            : !evidence.clock_synchronised.value_or(true) ? "clock_unsynchronised"
                                                                          : "clock_good";
  return {subject, &verdict(clock), std::move(proof)};
}

}  // namespace

std::vector<Finding> judge_inventory(const InventoryEvidence& evidence) {
  constexpr const char* subject = "inventory";
  std::vector<Finding> findings;
  if (!evidence.exists) {
    findings.push_back({subject, &verdict("inventory_missing"), evidence.path});
  } else if (!evidence.unreadable.empty()) {
    findings.push_back({subject, &verdict("inventory_unreadable"), evidence.unreadable});
  } else if (!evidence.errors.empty()) {
    findings.push_back({subject, &verdict("inventory_wrong"), evidence.errors});
  } else {
    findings.push_back(
        {subject, &verdict("inventory_good"), evidence.path + ", " + std::to_string(evidence.devices) + " devices"});
  }
  if (evidence.secrets_open) findings.push_back({"secrets", &verdict("secrets_open"), evidence.secrets_path});
  return findings;
}

std::vector<Finding> judge_machine(const MachineEvidence& evidence) {
  std::vector<Finding> findings;
  findings.push_back(judge_clock(evidence));
  std::string addresses;
  for (const std::string& address : evidence.addresses) addresses += (addresses.empty() ? "" : ", ") + address;
  findings.push_back({"network", &verdict(evidence.networks.empty() ? "network_missing" : "network_good"), addresses});
  return findings;
}

}  // namespace presad::cli
