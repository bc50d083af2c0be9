// The time as a ledger is told it, and the local days in it. Pure.
//
// Spans are measured on the monotonic clock, days are taken from the wall clock: whoever sets the wall clock moves no
// energy but across midnight.

#pragma once

#include <chrono>

#include "base/clock.h"

namespace presad::energy {

/// Both clocks, and how far the wall clock can be believed.
struct LedgerTime {
  Timestamp now{};                    ///< monotonic; all spans are measured with it
  WallTime wall_time{};               ///< for dates only
  std::chrono::seconds utc_offset{};  ///< of local time at wall_time, daylight saving included
  bool wall_time_known = true;        ///< false: a machine without a clock battery that has not heard the time yet
};

/// A wall clock outside of these shows no time at all: 1970 to the end of 9999.
inline constexpr std::chrono::sys_seconds earliest_time{};
inline constexpr std::chrono::sys_seconds latest_time{std::chrono::seconds(253'402'300'799)};

/// The wall clock shows a date that can be believed.
bool date_known(const LedgerTime& time) noexcept;

/// The date at `time.wall_time`, in local time.
std::chrono::local_days local_day(const LedgerTime& time) noexcept;

/// When local time was 0:00 on local_day(time).
WallTime local_midnight(const LedgerTime& time) noexcept;

/// When `day` begins on the monotonic clock, if nobody sets the wall clock and the offset stays.
Timestamp begin_of(std::chrono::local_days day, const LedgerTime& time) noexcept;

}  // namespace presad::energy
