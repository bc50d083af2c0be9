#include "bridge/timed_powers.h"

#include <algorithm>

namespace presad::bridge {

namespace {

constexpr std::size_t most = 32;

}  // namespace

void TimedPowers::add(tasmota::TimedPower power, Timestamp now) {
  std::erase_if(entries_,
                [&](const Entry& each) { return each.power.relay == power.relay && each.power.value == power.value; });
  if (entries_.size() == most) entries_.erase(entries_.begin());
  entries_.push_back({power, now + power.in});
}

void TimedPowers::drop(unsigned relay) {
  std::erase_if(entries_, [&](const Entry& each) { return each.power.relay == relay; });
}

Timestamp TimedPowers::due() const noexcept {
  Timestamp earliest = never;
  for (const Entry& each : entries_) earliest = std::min(earliest, each.due);
  return earliest;
}

std::optional<tasmota::TimedPower> TimedPowers::take(Timestamp now) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& each) { return each.due <= now; });
  if (found == entries_.end()) return std::nullopt;
  const tasmota::TimedPower power = found->power;
  entries_.erase(found);
  return power;
}

std::vector<tasmota::TimedPower> TimedPowers::waiting(Timestamp now) const {
  std::vector<tasmota::TimedPower> powers;
  for (const Entry& each : entries_) {
    powers.push_back(each.power);
    powers.back().in = std::max(each.due - now, Duration(0));
  }
  return powers;
}

}  // namespace presad::bridge
