// What presa may ask of presad: one JSON object a line, in varlink's manner. Pure.
//
//     {"method":"presad1.Command","parameters":{"topic":"presa1","word":"Power","payload":"ON"}}
//
// `presad1` names the interface and its version: what is added to it later leaves these words as they are, and whoever
// asks for another version is told MethodUnknown. Source: docs/control.md.

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "control/limits.h"
#include "control/reply.h"

namespace presad::control {

/// The daemon and its devices, ordered by topic; max_devices_per_reply of them at most.
struct AskStatus {
  std::string topic;  ///< this one alone; empty: all
  std::string after;  ///< only those behind this topic, as a reply's `next` says

  friend bool operator==(const AskStatus&, const AskStatus&) = default;
};

/// What is known of one device: STATE, SENSOR, raw datapoints.
struct AskGet {
  std::string topic;

  friend bool operator==(const AskGet&, const AskGet&) = default;
};

/// A command as cmnd/TOPIC/WORD would bring it; answered when it has ended, or when `deadline` is over.
struct AskCommand {
  std::string topic;
  std::string word;
  std::string payload;
  Duration deadline = usual_deadline;

  friend bool operator==(const AskCommand&, const AskCommand&) = default;
};

/// The devices that announced themselves on the network since presad started, known or not.
struct AskHeard {
  friend bool operator==(const AskHeard&, const AskHeard&) = default;
};

/// All that is said on the topics of these devices (none: of every device), reply by reply until somebody hangs up.
struct AskWatch {
  std::vector<std::string> topics;

  friend bool operator==(const AskWatch&, const AskWatch&) = default;
};

using Request = std::variant<AskStatus, AskGet, AskCommand, AskHeard, AskWatch>;

/// A request, or why it is none.
using ParsedRequest = std::variant<Request, Refusal>;

/// Reads one line, without its line feed. Members that are not known are passed over. Refusals: `RequestInvalid`: no
/// such JSON object, or too long; `MethodUnknown`; `ParameterInvalid`.
ParsedRequest parse_request(std::string_view line);

/// The line, with its line feed.
std::string render_request(const Request& request);

}  // namespace presad::control
