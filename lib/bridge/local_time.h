// How far local time is from UTC: the machine's time zone, asked of the C library.

#pragma once

#include <chrono>

#include "base/clock.h"

namespace presad::bridge {

/// Of local time at `time`, east positive, daylight saving included.
std::chrono::seconds utc_offset(WallTime time);

}  // namespace presad::bridge
