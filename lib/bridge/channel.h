// Where a command came from, and so where its answers go. Pure.

#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "device/command.h"

namespace presad::bridge {

/// Somebody who waits for what a command brings, beside the broker. Every copy of the command's channel holds him: with
/// the last of them nothing more comes.
class Asker {
 public:
  virtual ~Asker() = default;

  /// A message below stat, its topic in full.
  virtual void on_answer(const std::string& topic, const std::string& payload) = 0;
  /// Once for each command that came of his: a Backlog is several, Power0 of a strip too.
  virtual void on_outcome(Outcome outcome, Duration latency, const std::string& cause) = 0;
};

struct Channel {
  std::string fallback;        ///< hardware id when it came on the fallback topic; empty: the device's own topic
  std::string response_topic;  ///< of an MQTT 5 request; empty: none
  Bytes correlation_data;
  bool to_group = false;           ///< it came on the group topic
  std::shared_ptr<Asker> asker{};  ///< nullptr: the broker alone
};

}  // namespace presad::bridge
