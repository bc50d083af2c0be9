#include "energy/day_counter.h"

#include <algorithm>
#include <cmath>

namespace presad::energy {

namespace {

constexpr double microjoules_per_wh = 3.6e9;

/// `energy` times `part` of `whole`.
Microjoules share(Microjoules energy, Microjoules part, Microjoules whole) noexcept {
  const double ratio = static_cast<double>(part) / static_cast<double>(whole);
  return std::min(energy, static_cast<Microjoules>(static_cast<double>(energy) * ratio));
}

}  // namespace

Microjoules from_wh(double energy_wh) noexcept { return std::llround(energy_wh * microjoules_per_wh); }

double to_wh(Microjoules energy) noexcept { return static_cast<double>(energy) / microjoules_per_wh; }

Microjoules used(double power_w, Duration span) noexcept {
  return std::llround(power_w * static_cast<double>(span.count()));
}

Microjoules DayCounter::fitting(Microjoules energy) const noexcept {
  return std::min(energy, std::max<Microjoules>(most_energy - total(), 0));
}

void DayCounter::add(Microjoules energy, bool dated) noexcept {
  energy = fitting(energy);
  today += energy;
  if (!dated) undated += energy;
}

void DayCounter::add_spread(Microjoules energy, const DayCounter& other, bool dated) noexcept {
  energy = fitting(energy);
  const Microjoules whole = other.total();
  const Microjoules before = whole == 0 ? 0 : share(energy, other.before_today, whole);
  const Microjoules of_yesterday = whole == 0 ? 0 : share(energy, other.yesterday, whole);
  before_today += before;
  yesterday = std::min(most_energy, yesterday + of_yesterday);
  add(energy - before, dated);
}

void DayCounter::add_all(const DayCounter& other) noexcept {
  const Microjoules before = fitting(other.before_today);
  before_today += before;
  yesterday = std::min(most_energy, yesterday + other.yesterday);
  add(other.today - other.undated, true);
  add(other.undated, false);
}

void DayCounter::roll(std::chrono::days passed) noexcept {
  const Microjoules ended = today - undated;
  before_today += ended;
  yesterday = passed == std::chrono::days(1) ? ended : 0;
  today = undated;
}

}  // namespace presad::energy
