// How far local time is from UTC: the machine's time zone, asked of the C library.

#pragma once

#include <chrono>

#include "base/clock.h"

namespace presad::bridge {

/// Of local time at `time`, east positive, daylight saving included.
std::chrono::seconds utc_offset(WallTime time);

/// Whether the wall clock can be believed: a machine without a clock battery comes up with an old date until the
/// network tells it the time. Believed once the kernel's clock is synchronised (adjtimex(2)), or the machine has been
/// up for ten minutes: where nothing synchronises it, somebody set it.
bool wall_time_known();

}  // namespace presad::bridge
