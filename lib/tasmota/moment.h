// Times as the dialect writes them.
//
// Pure: the caller knows the time zone and says the offset. Source: DIALECT.md, 5.

#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"

namespace presad::tasmota {

/// The present, as payloads need it.
struct Moment {
  WallTime now{};
  std::chrono::seconds utc_offset{};  ///< of local time at `now`, east positive
  std::chrono::seconds uptime{};      ///< since presad started; never negative
};

std::string render_local(const Moment& moment);                            ///< "2026-08-19T11:30:18"
std::string render_local(WallTime time, std::chrono::seconds utc_offset);  ///< the same for another time
std::string render_utc(WallTime time);                                     ///< "2026-08-19T09:30:18"
std::string render_uptime(std::chrono::seconds uptime);                    ///< "3T04:05:06", days unpadded

}  // namespace presad::tasmota
