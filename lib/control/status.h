// The answer to Status: the daemon, and a page of its devices. Pure.
//
//     {"daemon":{"version":"0.1.0","pid":4711,"uptime_s":3600,"topic":"presad",
//                "broker":{"host":"localhost","port":1883,"connected":true,"connects":1},
//                "fence":"up","online":4,"offline":1,"commands":{"confirmed":12,…}},
//      "devices":[{…}],"next":"presa200"}
//
// `next` is there when there are more: they are asked for by AskStatus::after.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "device/overview.h"

namespace presad::control {

struct DaemonOverview {
  std::string version;
  std::int64_t pid = 0;
  std::chrono::seconds uptime{};
  std::string topic;  ///< "presad", "presad_site"
  std::string broker_host;
  std::uint16_t broker_port = 0;
  bool broker_connected = false;
  unsigned broker_connects = 0;  ///< since presad started
  std::string fence;             ///< "up", "down", "unknown": whether the kernel keeps presad to the local network
  unsigned online = 0;
  unsigned offline = 0;
  std::array<std::uint64_t, outcome_count> ended{};  ///< of all devices
};

struct StatusReply {
  DaemonOverview daemon;
  std::vector<Overview> devices;  ///< ordered by topic
  std::string next;               ///< the last topic of this page; empty: there are no more
};

/// The parameters of the reply.
std::string render_status(const StatusReply& status);

/// Errors: `malformed`.
Result<StatusReply> read_status(const Json& parameters);

}  // namespace presad::control
