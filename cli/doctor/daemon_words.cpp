#include "cli/doctor/daemon_words.h"

#include <utility>

#include "control/client.h"

namespace presad::cli {

namespace {

constexpr const char* subject = "presad";
constexpr Duration patience = std::chrono::seconds(5);

std::string_view verdict_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::refused:
      return "presad_closed";
    case ErrorKind::unreachable:
    case ErrorKind::bad_config:
      return "presad_away";
    default:
      return "presad_silent";
  }
}

}  // namespace

DaemonWords ask_daemon(const std::string& socket, const std::string& topic) {
  Result<control::Client> client = control::Client::connect(socket);
  if (!client) return {{subject, &verdict(verdict_of(client.error().kind)), client.error().what}, std::nullopt};
  Result<control::StatusReply> reply = control::ask_status(*client, topic, patience);
  if (!reply) return {{subject, &verdict("presad_silent"), reply.error().what}, std::nullopt};
  const control::DaemonOverview& daemon = reply->daemon;
  std::string proof = daemon.version + ", process " + std::to_string(daemon.pid) + ", " +
                      std::to_string(daemon.online) + " devices online, " + std::to_string(daemon.offline) + " offline";
  return {{subject, &verdict("presad_runs"), std::move(proof)}, std::move(*reply)};
}

std::vector<Finding> judge_daemon(const control::DaemonOverview& daemon) {
  if (daemon.fence == "up") return {};
  return {{"fence", &verdict("fence_down"), "presad says: " + daemon.fence}};
}

DeviceEvidence device_evidence(const Overview& overview) {
  const Condition& condition = overview.condition;
  DeviceEvidence evidence{overview.topic,       condition.trouble,  condition.cause,
                          condition.address,    condition.protocol, "",
                          overview.meter_silent};
  if (condition.trouble != Trouble::none && !condition.rung.empty()) {
    evidence.cause += (evidence.cause.empty() ? "" : "; ") + ("tried so far: " + condition.rung);
  }
  return evidence;
}

std::optional<RelayedEvidence> relayed_evidence(const Overview& overview) {
  const bool on_broker = overview.answering == Answering::itself;
  if (overview.module != "Tasmota") return std::nullopt;
  return RelayedEvidence{overview.topic, on_broker,
                         overview.answering == Answering::presad && overview.condition.online,
                         overview.condition.cause};
}

}  // namespace presad::cli
