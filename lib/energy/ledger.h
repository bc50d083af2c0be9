// One device's energy account: readings in, kilowatt hours out. Pure.
//
// Two sources that are never added up: increments that the device counts itself, where it sends them, and power
// integrated over time where it does not. Time that nobody measured is a gap: it is recorded and adds nothing.
//
// *The source.* Power, until the device sends its first increment. An increment counts what of it has not been counted
// from power since the increment before; from then on power is integrated unseen. If increments stay away while power
// flows for `increments_missing_after`, what was integrated since the last one is counted and power is the source
// again, until the next increment.
//
// *The day.* Today ends at local midnight. Power is split there; an increment is spread over the days on which power
// was integrated since the one before. A wall clock that is set forward ends today at once, and yesterday is 0 if that
// skips a day. One that is set back to the day before changes nothing: today goes on until a date that is later. One
// that is set back further was wrong before: its date is believed, today and yesterday stay. While the time is not
// known nothing ends; what was used meanwhile belongs to the day on which the time becomes known.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "energy/ledger_time.h"
#include "energy/record.h"

namespace presad::energy {

/// A reading of the power that nothing follows is believed that long: meters are refreshed at least once an hour where
/// they are refreshed, and one that speaks by itself does so on change. A device that is gone is told by on_gap().
inline constexpr Duration power_holds_for = std::chrono::hours(1);

/// Power has flowed that long without an increment: they have stopped, or are further apart than people want to wait.
inline constexpr Duration increments_missing_after = std::chrono::hours(1);

/// Larger ones are no readings.
inline constexpr double most_power_w = 1e6;
inline constexpr double largest_increment_wh = 1e6;

struct Totals {
  std::optional<WallTime> since;  ///< when counting began; empty while the time is not known
  double total_wh = 0;            ///< today included; never falls but by a correction
  double today_wh = 0;
  double yesterday_wh = 0;
  Duration gaps{0};  ///< time since counting began in which nobody measured, presad's own absence included
};

class Ledger {
 public:
  /// A reading of the power now, in watts (0 or more; else it is ignored). It holds until the next one, at most
  /// `power_holds_for`.
  void on_power(double power_w, const LedgerTime& time);

  /// The device is gone, or its meter is: nothing is known from `time.now` on until the next reading.
  void on_gap(const LedgerTime& time);

  /// The device counted `energy_wh` (more than 0; else it is ignored) since its last increment. `device_time`: the
  /// device's own clock in the message (seconds, any epoch). One that is not later than the last increment's, by less
  /// than an hour, tells a message that comes once more; it is not counted. Without one every message counts.
  void on_increment(double energy_wh, std::optional<std::int64_t> device_time, const LedgerTime& time);

  /// Time passes: local midnight, or the time has become known. Cheap; call before reading totals and about once a
  /// minute.
  void on_time(const LedgerTime& time);

  Totals totals() const;

  // Corrections by a person, in Wh (DIALECT.md: EnergyTotal, EnergyToday, EnergyYesterday). What is negative or larger
  // than 1 GWh is ignored. `since`: when counting began, if the person says so.

  /// The total at the begin of today; today's is added on top. Without `since` counting began at that midnight, or now
  /// if nothing was used today.
  void set_total(double total_wh, std::optional<WallTime> since, const LedgerTime& time);
  /// The total changes with it. When that leaves no total at all, counting began now.
  void set_today(double today_wh, std::optional<WallTime> since, const LedgerTime& time);
  /// The total stays.
  void set_yesterday(double yesterday_wh, std::optional<WallTime> since, const LedgerTime& time);

  /// The account as text for the store, as of the last call with a time, and back. After a restore() the time in
  /// between is a gap.
  std::string save() const { return render_record(record_); }
  /// Errors: `malformed`.
  static Result<Ledger> restore(std::string_view text);

 private:
  void count_until(Timestamp until, bool dated);
  void turn_days(const LedgerTime& time);
  void roll(std::chrono::days passed);
  void add_gap(Duration gap);
  void believe_power();
  void begin(std::optional<WallTime> since);

  Record record_;
  std::optional<LedgerTime> last_;  ///< the last call; what came before is counted
  Duration unseen_{0};              ///< this run, until its date became known
  bool measured_ = false;           ///< the device was heard since it was gone
  double power_w_ = 0;              ///< until power_until_
  Timestamp power_until_ = Timestamp::min();
};

}  // namespace presad::energy
