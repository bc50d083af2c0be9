// A simulated week of one plug and of a presad that gets killed: readings every ten seconds, increments about every ten
// minutes if the plug counts, an account saved every five minutes. Pure.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "energy/ledger.h"
#include "unit/energy/known_load.h"
#include "unit/energy/local_clock.h"

namespace presad::testing {

/// Seconds since the week began, at a local midnight.
using Span = std::pair<double, double>;

class Week {
 public:
  static constexpr double hour = 3600;
  static constexpr double day = 24 * hour;
  static constexpr double length = 7 * day + hour;
  static constexpr double reading_interval = 10;
  static constexpr double increment_interval = 600.9;
  /// A device that went away is missed at the latest after that.
  static constexpr double silence = 30;

  /// When the `number`th day ended: the second has 23 hours, the fifth 25.
  static constexpr double midnight(int number) {
    return number * day - (number >= 2 ? hour : 0) + (number >= 5 ? hour : 0);
  }

  explicit Week(bool plug_counts) : plug_counts_(plug_counts) {}
  void run();

  energy::Totals totals() const { return ledger_.totals(); }
  /// Of the load in `span`, what was used while somebody listened.
  double heard_wh(Span span) const;
  /// Seconds in which nobody listened, or what was heard was not saved.
  double blind_seconds() const;
  std::size_t blind_spans(Span span) const;
  /// The plug's increments that reached a presad that lived to save them, each once.
  double increments_wh() const;

  std::vector<double> yesterdays;  ///< as shown right after each midnight
  unsigned kills = 0;
  unsigned replays = 0;
  bool fell = false;  ///< the total, while presad ran
  double end = 0;     ///< of the last reading

 private:
  void tick();
  void hear();
  void miss();
  void kill();
  void count();
  void deliver(bool again);
  std::vector<Span> merged() const;

  bool plug_counts_;
  LocalClock clock_{std::chrono::local_days(std::chrono::days(20'000)) + std::chrono::seconds(0)};
  energy::Ledger ledger_;
  double t_ = 0;
  double shown_ = 0;

  std::vector<Span> blind_;
  std::optional<double> blind_since_ = 0;

  std::string saved_;
  double saved_at_ = 0;
  std::optional<double> saved_blind_since_ = 0;

  bool reconnected_ = false;
  double told_wh_ = 0;  ///< by the plug's increments
  double next_increment_ = increment_interval;
  std::pair<std::int64_t, double> last_increment_{0, 0};
  std::map<std::int64_t, double> delivered_;  ///< by the plug's time
  std::map<std::int64_t, double> saved_deliveries_;
};

}  // namespace presad::testing
