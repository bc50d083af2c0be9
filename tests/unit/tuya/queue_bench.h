// A command queue with a device that the test plays: it shows what it is told to, when it is told to.

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "families/tuya/command_queue.h"
#include "support/fake_clock.h"

namespace presad::tuya {

struct QueueBench final : KnownValues {
  static constexpr Duration time_to_live = std::chrono::seconds(30);

  FakeClock clock;
  std::map<std::uint8_t, DatapointValue> live;
  CommandQueue queue{*this, time_to_live};

  std::optional<DatapointValue> live_value(std::uint8_t id) const override {
    const auto found = live.find(id);
    return found == live.end() ? std::nullopt : std::optional(found->second);
  }

  Timestamp now() const { return clock.now(); }
  void pass(Duration time) { clock.advance(time); }

  void set(CommandId command, std::uint8_t id, DatapointValue wanted) {
    queue.set(command, id, std::move(wanted), now());
  }
  void toggle(CommandId command, std::uint8_t id) { queue.toggle(command, id, now()); }
  void read(CommandId command, std::uint8_t id) { queue.read(command, id, now()); }
  Datapoints take() { return queue.take_set(now()); }

  /// The device shows `id` to be `value`.
  bool show(std::uint8_t id, DatapointValue value) {
    live[id] = value;
    return queue.on_report({{id, std::move(value)}});
  }

  /// The query that looks whether the set was done leaves and is answered.
  void verify() {
    queue.on_verification_sent();
    queue.on_verified(now());
  }

  /// What ended since the last call: "7 confirmed", …
  std::vector<std::string> ended() {
    std::vector<std::string> lines;
    for (const Answered& answered : queue.take_answers()) {
      lines.push_back(std::to_string(answered.command) + " " + name(answered.answer.outcome));
    }
    return lines;
  }
};

using Lines = std::vector<std::string>;

}  // namespace presad::tuya
