// The two clocks of the house. Pure: whoever needs the time is handed it.

#pragma once

#include <chrono>
#include <limits>

namespace presad {

/// A span of time. Microseconds, as sd-event counts.
using Duration = std::chrono::microseconds;

/// A point on the monotonic clock: for deadlines and latencies, never for people.
using Timestamp = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// A point on the wall clock (UTC): for payloads and people, never for deadlines; it may jump.
using WallTime = std::chrono::sys_time<Duration>;

/// "No deadline": later than every other Timestamp.
inline constexpr Timestamp never = Timestamp::max();

/// One moment on both clocks, handed to automata whose payloads carry the time.
struct Moment {
  Timestamp now{};
  WallTime wall_time{};
};

/// Reads the clocks. The loop has the real one, the tests one that ticks when told.
class Clock {
 public:
  virtual Timestamp now() const = 0;
  virtual WallTime wall_time() const = 0;
  Moment moment() const { return {now(), wall_time()}; }

 protected:
  ~Clock() = default;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
 public:
  Timestamp now() const override { return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now()); }
  WallTime wall_time() const override {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  }
};

}  // namespace presad
