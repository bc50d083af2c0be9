#include "energy/ledger.h"

#include <algorithm>
#include <cmath>

namespace presad::energy {

namespace {

using std::chrono::days;
using std::chrono::local_days;

/// False for what is no number.
bool within(double value, double most) { return value >= 0 && value <= most; }

/// A clock that lost its time goes back much further than a message that comes once more.
bool repeats(std::int64_t device_time, std::int64_t last) {
  constexpr std::int64_t longest_delay = 3600;
  return device_time <= last && device_time > last - longest_delay;
}

std::int64_t seconds_of(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

void Ledger::on_power(double power_w, const LedgerTime& time) {
  on_time(time);
  if (!within(power_w, most_power_w)) return;
  power_w_ = power_w;
  power_until_ = time.now + power_holds_for;
  measured_ = true;
}

void Ledger::on_gap(const LedgerTime& time) {
  on_time(time);
  power_until_ = time.now;
  measured_ = false;
}

void Ledger::on_increment(double energy_wh, std::optional<std::int64_t> device_time, const LedgerTime& time) {
  on_time(time);
  if (!within(energy_wh, largest_increment_wh) || energy_wh == 0) return;
  measured_ = true;
  if (device_time && (*device_time < 0 || *device_time > latest_device_time)) device_time.reset();
  if (device_time && record_.device_time && repeats(*device_time, *record_.device_time)) return;
  if (device_time) record_.device_time = device_time;
  const Microjoules counted_already = record_.counts_itself ? 0 : record_.integrated.total();
  const Microjoules more = std::max<Microjoules>(from_wh(energy_wh) - counted_already, 0);
  record_.counted.add_spread(more, record_.integrated, date_known(time));
  record_.counts_itself = true;
  record_.integrated = {};
  record_.flowing = 0;
}

void Ledger::on_time(const LedgerTime& time) {
  const bool dated = date_known(time);
  if (last_ && time.now < last_->now) return;
  if (!last_) last_ = LedgerTime{time.now, {}, {}, false};
  const bool was_dated = date_known(*last_);
  if (!was_dated || !dated) count_until(time.now, false);
  if (dated) {
    if (!was_dated && record_.told)
      add_gap(time.wall_time.time_since_epoch() - std::chrono::seconds(*record_.told) - unseen_);
    turn_days(time);
    record_.counted.settle();
    record_.integrated.settle();
    record_.told = seconds_of(time.wall_time);
    unseen_ = Duration(0);
    if (!record_.since) record_.since = record_.told;
  }
  count_until(time.now, dated);
  last_ = time;
}

/// Counts the power until then, and the time without one as a gap.
void Ledger::count_until(Timestamp until, bool dated) {
  if (until <= last_->now) return;
  const Duration known = std::clamp(power_until_, last_->now, until) - last_->now;
  const Duration passed = until - last_->now;
  last_->now = until;
  if (!dated) unseen_ += passed;
  if (!measured_ || !record_.counts_itself) add_gap(passed - known);
  const Microjoules energy = used(power_w_, known);
  if (energy == 0) return;
  record_.integrated.add(energy, dated);
  if (!record_.counts_itself) return record_.counted.add(energy, dated);
  record_.flowing = std::min(record_.flowing + known.count(), longest_span);
  if (Duration(record_.flowing) >= increments_missing_after) believe_power();
}

/// Increments stay away.
void Ledger::believe_power() {
  record_.counted.add_all(record_.integrated);
  record_.counts_itself = false;
}

/// Ends today if the date says so, at the midnight that the clock was going to.
void Ledger::turn_days(const LedgerTime& time) {
  const local_days today = local_day(time);
  const std::int64_t date = today.time_since_epoch().count();
  if (!record_.day || date < *record_.day - 1) record_.day = date;
  if (date <= *record_.day) return;
  const local_days tomorrow{days(*record_.day + 1)};
  if (date_known(*last_)) count_until(std::min(begin_of(tomorrow, *last_), time.now), true);
  roll(today - local_days{days(*record_.day)});
  record_.day = date;
}

void Ledger::roll(days passed) {
  record_.counted.roll(passed);
  record_.integrated.roll(passed);
}

void Ledger::add_gap(Duration gap) {
  record_.gaps = std::min(record_.gaps + std::max<std::int64_t>(gap.count(), 0), longest_span);
}

void Ledger::set_total(double total_wh, std::optional<WallTime> since, const LedgerTime& time) {
  on_time(time);
  DayCounter& counted = record_.counted;
  if (!within(total_wh, to_wh(most_energy - counted.today))) return;
  counted.before_today = from_wh(total_wh);
  if (!since && date_known(time)) since = counted.today > 0 ? local_midnight(time) : time.wall_time;
  begin(since);
}

void Ledger::set_today(double today_wh, std::optional<WallTime> since, const LedgerTime& time) {
  on_time(time);
  DayCounter& counted = record_.counted;
  const bool dated = date_known(time);
  if (!within(today_wh, to_wh(most_energy - counted.before_today))) return;
  counted.today = from_wh(today_wh);
  counted.undated = dated ? 0 : counted.today;
  if (since) {
    begin(since);
  } else if (counted.total() == 0) {
    begin(dated ? std::optional(time.wall_time) : std::nullopt);
  }
}

void Ledger::set_yesterday(double yesterday_wh, std::optional<WallTime> since, const LedgerTime& time) {
  on_time(time);
  if (!within(yesterday_wh, to_wh(most_energy))) return;
  record_.counted.yesterday = from_wh(yesterday_wh);
  if (since) begin(since);
}

/// Counting began then; absent: when the time becomes known.
void Ledger::begin(std::optional<WallTime> since) {
  record_.since.reset();
  if (since) record_.since = std::clamp(seconds_of(*since), seconds_of(earliest_time), seconds_of(latest_time));
}

Totals Ledger::totals() const {
  Totals totals;
  if (record_.since) totals.since = WallTime(std::chrono::seconds(*record_.since));
  totals.total_wh = to_wh(record_.counted.total());
  totals.today_wh = to_wh(record_.counted.today);
  totals.yesterday_wh = to_wh(record_.counted.yesterday);
  totals.gaps = Duration(record_.gaps);
  return totals;
}

Result<Ledger> Ledger::restore(std::string_view text) {
  Result<Record> record = parse_record(text);
  if (!record) return record.error();
  Ledger ledger;
  ledger.record_ = *record;
  return ledger;
}

}  // namespace presad::energy
