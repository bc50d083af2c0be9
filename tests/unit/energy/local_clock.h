// A monotonic clock and a wall clock that can be set, with a time zone whose offset the test decides. Pure.

#pragma once

#include <chrono>

#include "energy/ledger_time.h"

namespace presad::testing {

class LocalClock {
 public:
  /// The wall clock shows `local`, two hours east of Greenwich.
  explicit LocalClock(std::chrono::local_seconds local) { set(local); }

  energy::LedgerTime time() const { return {now_, WallTime(now_.time_since_epoch()) + ahead_, offset_, known_}; }
  WallTime wall() const { return time().wall_time; }

  LocalClock& pass(Duration span) {
    now_ += span;
    return *this;
  }
  /// Somebody sets the wall clock.
  void step(Duration by) { ahead_ += by; }
  void set(std::chrono::local_seconds local) {
    ahead_ = std::chrono::sys_seconds(local.time_since_epoch() - offset_) - WallTime(now_.time_since_epoch());
  }
  /// Daylight saving begins or ends.
  void set_offset(std::chrono::seconds offset) { offset_ = offset; }
  void set_known(bool known) { known_ = known; }
  /// The machine boots: its monotonic clock starts again, the wall clock goes on.
  void boot() {
    const WallTime kept = wall();
    now_ = Timestamp(std::chrono::seconds(12));
    ahead_ = kept - WallTime(now_.time_since_epoch());
  }

 private:
  Timestamp now_{std::chrono::hours(1)};
  Duration ahead_{0};
  std::chrono::seconds offset_{std::chrono::hours(2)};
  bool known_ = true;
};

}  // namespace presad::testing
