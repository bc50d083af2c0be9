// presa status: how the running presad and its devices are doing, as it says itself on its socket.

#pragma once

#include <string>

#include "cli/command_line.h"
#include "control/status.h"

namespace presad::cli {

/// Status 0: all is well; 1: the broker or a device is away; 3: no answer, or no presad; 64: unknown topic; 77: no
/// permission.
Action declare_status(Arguments& arguments);

/// As a person reads it: five lines of the daemon, a table of the devices, the cause of each trouble. SEEN is how long
/// ago a device last told anything, as of `now`. `color`: in the colours of a terminal. Pure.
std::string render_status(const control::StatusReply& status, WallTime now, bool color = false);

/// The broker is there, and every device can be controlled.
bool is_well(const control::StatusReply& status);

/// "5 s", "12 min", "3 h 12 min", "4 d 3 h".
std::string render_uptime(long long seconds);

}  // namespace presad::cli
