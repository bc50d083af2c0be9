// The doctor at the devices themselves, where no presad holds their sessions: each is connected to and looked at, and
// nothing is switched. Blocking, on a loop of its own.

#pragma once

#include <vector>

#include "base/clock.h"
#include "cli/doctor/evidence.h"
#include "inventory/settings.h"

namespace presad::cli {

struct Visit {
  std::vector<DeviceEvidence> devices;
  std::vector<RelayedEvidence> relayed;
};

/// Back as soon as each has come online, or has kept the same trouble for some seconds; at the latest after `limit`.
/// `topic`: that one alone; empty: all.
Visit visit_devices(const Settings& settings, const std::string& topic, Duration limit);

}  // namespace presad::cli
