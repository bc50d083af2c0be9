// get, on, off, toggle, set and watch at the device itself. Each blocks, prints, and gives the exit status.

#pragma once

#include <string>

#include "base/clock.h"
#include "inventory/settings.h"

namespace presad::cli {

/// What the device tells when asked for everything: the same lines, or the same JSON, as from presad; totals apart,
/// which presad alone counts.
int get_directly(const Settings& settings, const std::string& topic, bool json, Duration limit);

/// One of Tasmota's words: answered as presad would, once a push or a query shows that it was done. What presad keeps
/// for a device (timers, backlogs, options) is refused.
int command_directly(const Settings& settings, const std::string& topic, const std::string& word,
                     const std::string& payload, bool json, Duration limit);

/// Each change as it comes, on the topics that presad would use, until Ctrl-C.
int watch_directly(const Settings& settings, const std::string& topic);

}  // namespace presad::cli
