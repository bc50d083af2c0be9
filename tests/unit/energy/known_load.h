// A load whose energy is known in closed form, and how far ten-second readings of it may be off. Pure.

#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace presad::testing {

/// Something on standby, something that breathes, and a heater with a thermostat; seconds, watts and watt hours. No
/// period of it fits a minute, an hour or a day.
class KnownLoad {
 public:
  static constexpr double highest_w = 5 + 2 * 40 + 1500;

  static double power_w(double t) {
    const double breathing = swing_w * (1 - std::cos(2 * std::numbers::pi * t / breath));
    return standby_w + breathing + (std::fmod(t, cycle) < heating ? heater_w : 0);
  }

  /// From the begin to `t`.
  static double energy_wh(double t) {
    const double breathing =
        swing_w * (t - breath / (2 * std::numbers::pi) * std::sin(2 * std::numbers::pi * t / breath));
    const double heated = std::floor(t / cycle) * heating + std::min(std::fmod(t, cycle), heating);
    return (standby_w * t + breathing + heater_w * heated) / 3600;
  }

  /// Readings that hold for `interval` are off by at most what the load varies in `span`, times that; and by half
  /// of the last digit, 0.1 W.
  static double reading_error_wh(double span, double interval) {
    const double variation_w = (span / breath + 1) * 4 * swing_w + (span / cycle + 1) * 2 * heater_w;
    return (variation_w * interval + 0.05 * span) / 3600;
  }

 private:
  static constexpr double standby_w = 5;
  static constexpr double swing_w = 40;
  static constexpr double breath = 2221.7;
  static constexpr double heater_w = 1500;
  static constexpr double cycle = 3607.3;
  static constexpr double heating = 1803.9;
};

}  // namespace presad::testing
