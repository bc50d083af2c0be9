// What the running presad says of itself and of its devices, asked over its control socket, as the doctor's evidence.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/doctor/evidence.h"
#include "cli/doctor/finding.h"
#include "control/status.h"

namespace presad::cli {

struct DaemonWords {
  Finding daemon;                             ///< whether it runs, and may be asked
  std::optional<control::StatusReply> reply;  ///< when it answered
};

/// Asks the presad that listens at `socket`. Blocks for five seconds at most.
DaemonWords ask_daemon(const std::string& socket, const std::string& topic);

/// What the daemon says of the kernel's fence, and of each device. Pure.
std::vector<Finding> judge_daemon(const control::DaemonOverview& daemon);
DeviceEvidence device_evidence(const Overview& overview);
std::optional<RelayedEvidence> relayed_evidence(const Overview& overview);  ///< nothing: presad is the one who answers

}  // namespace presad::cli
