// The machine's time zone as Tasmota tells it: Timezone, and the days on which the clocks change.
//
// Pure. Source: DIALECT.md, 7.

#pragma once

#include <optional>

#include "base/json.h"
#include "tasmota/moment.h"

namespace presad::tasmota {

/// The instants of this year at which the clocks go forward and back.
struct ClockChanges {
  std::optional<WallTime> forward;
  std::optional<WallTime> back;
};

ClockChanges find_clock_changes(const Moment& moment);

/// 99 where the clocks change, else "+02:00".
void write_time_zone(JsonWriter& json, const Moment& moment);

}  // namespace presad::tasmota
