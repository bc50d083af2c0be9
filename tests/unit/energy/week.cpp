#include "unit/energy/week.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace presad::testing {

namespace {

constexpr double save_interval = 300;
constexpr double first_reading = 3.7;
constexpr double restart_takes = 30;
constexpr double quantum_wh = 1;
constexpr int zone = 2;  // hours east, at the week's begin

constexpr double saving_begins = Week::midnight(1) + 2 * Week::hour;
constexpr double saving_ends = Week::midnight(4) + 3 * Week::hour;

/// The plug is away: over midnight, over the hour that is not there, for a minute, for a day.
constexpr std::array<Span, 4> absences = {{{Week::midnight(1) - 1000.3, Week::midnight(1) + 700.1},
                                           {saving_begins - 500.7, saving_begins + 90.2},
                                           {3.3 * Week::day, 3.3 * Week::day + 61.7},
                                           {5.6 * Week::day, 6.55 * Week::day}}};

/// kill -9 every six hours and a bit, right before and after midnights, and while the plug is away.
std::vector<double> kill_times() {
  std::vector<double> times = {Week::midnight(2) - 40, Week::midnight(3) + 15,   Week::midnight(5) + 299,
                               saving_ends - 5,        absences[0].second + 100, 6 * Week::day};
  for (double t = 20'011; t < Week::length; t += 22'222.2) times.push_back(t);
  std::sort(times.begin(), times.end());
  return times;
}

bool away(double t) {
  return std::any_of(absences.begin(), absences.end(), [t](const Span& s) { return t >= s.first && t < s.second; });
}

Duration seconds(double span) { return Duration(std::llround(span * 1e6)); }

}  // namespace

void Week::run() {
  const std::vector<double> deaths = kill_times();
  auto death = deaths.begin();
  saved_ = ledger_.save();
  for (double next = first_reading; next < length; next += reading_interval) {
    const double passed = next - t_;
    t_ = next;
    clock_.pass(seconds(passed));
    clock_.set_offset(std::chrono::hours(t_ >= saving_begins && t_ < saving_ends ? zone + 1 : zone));
    if (death != deaths.end() && t_ >= *death) {
      ++death;
      kill();
      next += restart_takes - reading_interval;
      continue;
    }
    tick();
  }
}

void Week::tick() {
  if (away(t_)) {
    if (away(t_ - silence + reading_interval)) miss();
  } else {
    hear();
  }
  if (plug_counts_) count();
  ledger_.on_time(clock_.time());
  fell = fell || ledger_.totals().total_wh < shown_;
  shown_ = ledger_.totals().total_wh;
  if (t_ >= midnight(static_cast<int>(yesterdays.size()) + 1)) yesterdays.push_back(ledger_.totals().yesterday_wh);
  if (t_ - saved_at_ < save_interval) return;
  saved_ = ledger_.save();
  saved_at_ = t_;
  saved_blind_since_ = blind_since_;
  saved_deliveries_ = delivered_;
}

void Week::hear() {
  ledger_.on_power(std::round(KnownLoad::power_w(t_) * 10) / 10, clock_.time());
  if (blind_since_) blind_.emplace_back(*blind_since_, t_);
  blind_since_.reset();
  end = t_;
  if (std::exchange(reconnected_, false) && last_increment_.first != 0) deliver(true);  // the plug says it once more
}

void Week::miss() {
  if (blind_since_) return;
  ledger_.on_gap(clock_.time());
  blind_since_ = t_;
}

void Week::kill() {
  ++kills;
  Result<energy::Ledger> restored = energy::Ledger::restore(saved_);
  fell = fell || !restored;
  if (restored) ledger_ = *restored;
  shown_ = ledger_.totals().total_wh;
  blind_since_ = saved_blind_since_ ? saved_blind_since_ : saved_at_;
  delivered_ = saved_deliveries_;
  reconnected_ = true;
}

/// The plug counts whole quanta; what falls due while it is away is told to nobody.
void Week::count() {
  if (t_ < next_increment_) return;
  next_increment_ += increment_interval;
  const double whole = std::floor((KnownLoad::energy_wh(t_) - told_wh_) / quantum_wh) * quantum_wh;
  if (whole <= 0) return;
  told_wh_ += whole;
  last_increment_ = {1'700'000'000 + static_cast<std::int64_t>(t_), whole};
  if (away(t_)) return;
  deliver(false);
  if (static_cast<int>(t_ / increment_interval) % 3 == 0) deliver(true);
}

void Week::deliver(bool again) {
  if (again) ++replays;
  delivered_.insert(last_increment_);
  ledger_.on_increment(last_increment_.second, last_increment_.first, clock_.time());
}

std::vector<Span> Week::merged() const {
  std::vector<Span> all = blind_;
  std::sort(all.begin(), all.end());
  std::vector<Span> merged;
  for (const Span& span : all) {
    if (merged.empty() || span.first > merged.back().second) {
      merged.push_back(span);
    } else {
      merged.back().second = std::max(merged.back().second, span.second);
    }
  }
  return merged;
}

double Week::heard_wh(Span span) const {
  double heard = KnownLoad::energy_wh(span.second) - KnownLoad::energy_wh(span.first);
  for (const auto& [begin, end_of_it] : merged()) {
    const double from = std::max(begin, span.first);
    const double to = std::min(end_of_it, span.second);
    if (to > from) heard -= KnownLoad::energy_wh(to) - KnownLoad::energy_wh(from);
  }
  return heard;
}

double Week::blind_seconds() const {
  double sum = 0;
  for (const auto& [begin, end_of_it] : merged()) sum += end_of_it - begin;
  return sum;
}

std::size_t Week::blind_spans(Span span) const {
  const std::vector<Span> all = merged();
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Span& blind) {
    return blind.first < span.second && blind.second > span.first;
  }));
}

double Week::increments_wh() const {
  double sum = 0;
  for (const auto& [device_time, wh] : delivered_) sum += wh;
  return sum;
}

}  // namespace presad::testing
