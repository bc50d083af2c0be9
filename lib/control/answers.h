// The answers to Get, Command, Heard and Watch. Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "device/command.h"
#include "device/heard.h"
#include "device/state.h"

namespace presad::control {

/// A message as it goes to the broker too: {"topic":"stat/presa1/RESULT","payload":"{\"POWER\":\"ON\"}"}
struct Said {
  std::string topic;  ///< in full
  std::string payload;

  friend bool operator==(const Said&, const Said&) = default;
};

/// {"answers":[{"topic":…,"payload":…}],"outcome":"confirmed","latency_ms":12.3,"ended":true}
struct CommandReply {
  std::vector<Said> answers;       ///< in the order in which they were given
  std::optional<Outcome> outcome;  ///< the worst, where one command became several (Power0, Backlog)
  Duration latency{};              ///< until the last of them
  std::string cause;               ///< why it was not done; may be empty
  bool ended = false;              ///< false: the deadline was over before
};

std::string render_command(const CommandReply& reply);
Result<CommandReply> read_command(const Json& parameters);

/// {"topic":"presa1","state":{…},"sensor":{…},"datapoints":{"1":true,"18":120}}
struct GetReply {
  std::string topic;
  std::string state;      ///< tele/…/STATE's JSON object; empty: none
  std::string sensor;     ///< tele/…/SENSOR's; empty: none
  Datapoints datapoints;  ///< as far as they were told since presad made the device
};

std::string render_get(const GetReply& reply);
Result<GetReply> read_get(const Json& parameters);

/// {"devices":[{"id":…,"address":…,"version":"3.4","product_key":…,"known":true,"first_at":…,"last_at":…}]}
std::string render_heard(const std::vector<HeardDevice>& heard);
Result<std::vector<HeardDevice>> read_heard(const Json& parameters);

/// One message of a Watch.
std::string render_said(const Said& said);
Result<Said> read_said(const Json& parameters);

}  // namespace presad::control
