// Energy by the day it was used on. Pure.
//
// Whole microjoules: sums are exact, so that a total that is rolled, split, written down and read again never falls.

#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.h"

namespace presad::energy {

using Microjoules = std::int64_t;

/// More than a house uses in a lifetime, 1 GWh; a counter that is there stays there.
inline constexpr Microjoules most_energy = 3'600'000'000'000'000'000;

/// `energy_wh` is between 0 and 1e9.
Microjoules from_wh(double energy_wh) noexcept;
double to_wh(Microjoules energy) noexcept;
/// What `power_w` watts are in `span`.
Microjoules used(double power_w, Duration span) noexcept;

struct DayCounter {
  Microjoules before_today = 0;  ///< of all days before, yesterday among them
  Microjoules yesterday = 0;
  Microjoules today = 0;
  Microjoules undated = 0;  ///< the part of today that was used while the date was not known

  Microjoules total() const noexcept { return before_today + today; }

  /// Used today, or on a day that is not known yet.
  void add(Microjoules energy, bool dated) noexcept;
  /// Used on the days that `other` was used on, in its proportions; today if it was never used.
  void add_spread(Microjoules energy, const DayCounter& other, bool dated) noexcept;
  /// All that `other` holds, day by day.
  void add_all(const DayCounter& other) noexcept;

  /// `passed` midnights, one or more, have gone by; what is undated was used since the last one.
  void roll(std::chrono::days passed) noexcept;
  /// The date is known: what was undated is today's.
  void settle() noexcept { undated = 0; }

  friend bool operator==(const DayCounter&, const DayCounter&) = default;

 private:
  Microjoules fitting(Microjoules energy) const noexcept;
};

}  // namespace presad::energy
