// Where a cover is while its motor runs. Pure.

#pragma once

#include <cstdint>

#include "base/clock.h"

namespace presad::simulator {

class CoverMotion {
 public:
  /// The motor runs from where the cover is to `target`, 0 to 100; `travel`: the time for the whole way, above 0.
  void start(std::int64_t target, Duration travel, Timestamp now);
  /// The motor stands: at `now` the cover keeps the place it has reached.
  void halt(Timestamp now);
  /// Moved by hand, or put somewhere at the start; the motor stands.
  void place(std::int64_t position);

  /// 0 to 100, rounded down on the way.
  std::int64_t position(Timestamp now) const;
  bool moving() const noexcept { return moving_; }
  bool arrived(Timestamp now) const { return moving_ && position(now) == target_; }

 private:
  bool moving_ = false;
  std::int64_t from_ = 0;
  std::int64_t target_ = 0;
  Duration travel_{1};
  Timestamp started_{};
};

}  // namespace presad::simulator
