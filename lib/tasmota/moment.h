// Times as the dialect writes them.
//
// Pure: the caller knows the time zone and hands it in. Source: DIALECT.md, 5.

#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"

namespace presad::tasmota {

/// How far local time is from UTC at `time`, east positive, daylight saving included. A function, since a time of last
/// winter is shown with last winter's offset.
using UtcOffset = std::chrono::seconds (*)(WallTime time);

inline std::chrono::seconds no_utc_offset(WallTime) { return std::chrono::seconds(0); }

/// The present, as payloads need it.
struct Moment {
  WallTime now{};
  UtcOffset utc_offset = no_utc_offset;  ///< of the machine's time zone
  std::chrono::seconds uptime{};         ///< since presad started; never negative
};

std::string render_local(const Moment& moment);                 ///< "2026-08-19T11:30:18"
std::string render_local(WallTime time, UtcOffset utc_offset);  ///< the same for another time
std::string render_utc(WallTime time);                          ///< "2026-08-19T09:30:18"
std::string render_uptime(std::chrono::seconds uptime);         ///< "3T04:05:06", days unpadded

}  // namespace presad::tasmota
