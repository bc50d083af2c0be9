// A clock that ticks when the test says so. Pure.

#pragma once

#include "base/clock.h"

namespace presad {

/// Both clocks of the house, moved together by hand. They start well away from zero, so that a
/// forgotten "never set" shows.
class FakeClock final : public Clock {
 public:
  Timestamp now() const override { return now_; }
  WallTime wall_time() const override { return wall_at_zero() + now_.time_since_epoch(); }

  void advance(Duration by) { now_ += by; }

  /// Moves to `moment`; the clock never runs backwards, an earlier moment changes nothing.
  void advance_to(Timestamp moment) {
    if (moment > now_) now_ = moment;
  }

  /// What the wall clock says when now() is zero: 2023-11-14 22:13:20 UTC.
  static constexpr WallTime wall_at_zero() { return WallTime{std::chrono::seconds{1'700'000'000}}; }

 private:
  Timestamp now_{std::chrono::hours{1}};
};

}  // namespace presad
