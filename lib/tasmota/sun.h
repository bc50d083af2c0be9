// When the sun rises and sets at a place.
//
// Pure. Source: NOAA's solar calculator (gml.noaa.gov/grad/solcalc), whose equations are those of J. Meeus,
// "Astronomical Algorithms": good to a minute below 72 degrees of latitude, to some minutes beyond.

#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"
#include "tasmota/moment.h"

namespace presad::tasmota {

/// Degrees, north and east positive.
struct Location {
  double latitude = 0;
  double longitude = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

enum class SunEvent { rise, set };

/// The event of the day whose noon falls on the local date `date`; where summers are bright, its sunset may come after
/// midnight. Nothing when the sun stays up, or down, all day.
std::optional<WallTime> find_sun(const Location& place, SunEvent event, std::chrono::local_days date,
                                 UtcOffset utc_offset);

/// The local date at `time`.
std::chrono::local_days local_date(WallTime time, UtcOffset utc_offset);

}  // namespace presad::tasmota
