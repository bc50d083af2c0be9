#include "tasmota/sun.h"

#include <cmath>
#include <numbers>

namespace presad::tasmota {

namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr double degree = std::numbers::pi / 180;
constexpr double minutes_per_degree = 4;
constexpr double noon_minutes = 720;
/// Its upper edge on the horizon, and what the air bends.
constexpr double zenith = 90.833;

/// What the sun does at a moment.
struct Sun {
  double declination = 0;       ///< radians
  double equation_of_time = 0;  ///< minutes that a sundial is ahead of the clock
};

Sun sun_at(WallTime time) {
  constexpr sys_days epoch{std::chrono::year{2000} / 1 / 1};  // J2000.0 is its noon
  const double day = std::chrono::duration<double, days::period>(time - epoch).count() - 0.5;
  const double century = day / 36525;
  const double mean_longitude = std::fmod(280.46646 + century * (36000.76983 + century * 0.0003032), 360) * degree;
  const double anomaly = (357.52911 + century * (35999.05029 - century * 0.0001537)) * degree;
  const double eccentricity = 0.016708634 - century * (0.000042037 + century * 0.0000001267);
  const double centre = (std::sin(anomaly) * (1.914602 - century * (0.004817 + century * 0.000014)) +
                         std::sin(2 * anomaly) * (0.019993 - century * 0.000101) + std::sin(3 * anomaly) * 0.000289) *
                        degree;
  const double node = (125.04 - 1934.136 * century) * degree;
  const double longitude = mean_longitude + centre - (0.00569 + 0.00478 * std::sin(node)) * degree;
  const double obliquity =
      (23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60 +
       0.00256 * std::cos(node)) *
      degree;
  const double half = std::tan(obliquity / 2) * std::tan(obliquity / 2);
  const double equation = half * std::sin(2 * mean_longitude) - 2 * eccentricity * std::sin(anomaly) +
                          4 * eccentricity * half * std::sin(anomaly) * std::cos(2 * mean_longitude) -
                          0.5 * half * half * std::sin(4 * mean_longitude) -
                          1.25 * eccentricity * eccentricity * std::sin(2 * anomaly);
  return {std::asin(std::sin(obliquity) * std::sin(longitude)), equation / degree * minutes_per_degree};
}

WallTime after_midnight(sys_days day, double minutes) {
  return WallTime(day) +
         std::chrono::round<Duration>(std::chrono::duration<double, std::chrono::minutes::period>(minutes));
}

WallTime noon(const Location& place, sys_days day) {
  const double minutes = noon_minutes - minutes_per_degree * place.longitude;
  return after_midnight(day, minutes - sun_at(after_midnight(day, minutes)).equation_of_time);
}

}  // namespace

std::chrono::local_days local_date(WallTime time, UtcOffset utc_offset) {
  const WallTime local = time + utc_offset(time);
  return std::chrono::local_days(std::chrono::floor<days>(local).time_since_epoch());
}

std::optional<WallTime> find_sun(const Location& place, SunEvent event, std::chrono::local_days date,
                                 UtcOffset utc_offset) {
  constexpr int steps = 3;  // the sun of noon, and twice that of the event found with it
  sys_days day{date.time_since_epoch()};
  // Near the date line the noon of this local date is that of another date in UTC.
  day += date - local_date(noon(place, day), utc_offset);
  WallTime found = noon(place, day);
  for (int step = 0; step < steps; ++step) {
    const Sun sun = sun_at(found);
    const double latitude = place.latitude * degree;
    const double cosine = std::cos(zenith * degree) / (std::cos(latitude) * std::cos(sun.declination)) -
                          std::tan(latitude) * std::tan(sun.declination);
    if (!(std::abs(cosine) <= 1)) return std::nullopt;
    const double half_day = std::acos(cosine) / degree * minutes_per_degree;
    const double minutes = noon_minutes - minutes_per_degree * place.longitude - sun.equation_of_time;
    found = after_midnight(day, event == SunEvent::rise ? minutes - half_day : minutes + half_day);
  }
  return found;
}

}  // namespace presad::tasmota
