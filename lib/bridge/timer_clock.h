// When a device's timers are due: local time, the clocks' changes, the sun, and a wall clock that may jump. Pure.
//
// Looked at once a minute. Each timer comes at most once on a date, however the clock is set; what was missed while
// nobody looked is not made up for. Source: lib/tasmota/DIALECT.md, 6.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/rarely.h"
#include "tasmota/sun.h"
#include "tasmota/timers.h"

namespace presad::bridge {

class TimerClock {
 public:
  /// `seed`: what spreads the windows of one device apart from those of another, and is the same after a restart.
  explicit TimerClock(std::uint32_t seed) : seed_(seed) {}

  /// The timers that are due by `now`, from 0. `known`: whether the wall clock can be believed; nothing is due before.
  std::vector<std::size_t> look(const tasmota::Timers& timers, const std::optional<tasmota::Location>& place,
                                WallTime now, bool known, tasmota::UtcOffset utc_offset);

  /// Somebody changed the timer, so that it may come again today.
  void forget(std::size_t timer) { came_.own().at(timer).reset(); }

  /// From here to the next whole minute.
  static Duration until_next_look(WallTime now);

 private:
  std::optional<WallTime> due(const tasmota::Timer& timer, std::size_t index, std::chrono::local_days date,
                              const std::optional<tasmota::Location>& place, tasmota::UtcOffset utc_offset) const;
  int stray(int window, std::size_t index, std::chrono::local_days date) const;

  std::uint32_t seed_;
  std::optional<WallTime> looked_;  ///< what lies before was looked at
  Rarely<std::array<std::optional<std::chrono::local_days>, tasmota::max_timers>> came_;  ///< the last date of each
};

/// A seed of a text: FNV-1a.
std::uint32_t seed_of(const std::string& text);

}  // namespace presad::bridge
