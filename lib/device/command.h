// What a device can be told, and how that may end. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "device/state.h"

namespace presad {

/// Names one command from arrival to outcome; counted up by whoever gives commands, never reused.
using CommandId = std::uint64_t;

enum class PowerAction : std::uint8_t { off, on, toggle };

/// Moves one relay, numbered from 1.
struct SetPower {
  unsigned relay = 1;
  PowerAction action = PowerAction::off;
};

/// Asks for one relay's position: answered `unchanged` as soon as a live session shows it.
struct ReadPower {
  unsigned relay = 1;
};

/// Makes a lamp show `levels`; what they leave out stays as it is. `power`: its switch, together with them.
struct SetLight {
  LightLevels levels;
  std::optional<bool> power;
};

enum class CoverAction : std::uint8_t { open, close, stop, go_to };

/// Moves a cover; confirmed when it moves, or stands where it was sent.
struct MoveCover {
  CoverAction action = CoverAction::stop;
  unsigned position = 0;  ///< percent, for go_to
};

/// Writes one raw datapoint.
struct WriteDatapoint {
  Datapoint datapoint;
};

/// Asks the device for all its raw datapoints; they arrive through on_datapoints().
struct ReadDatapoints {};

using Command = std::variant<SetPower, ReadPower, SetLight, MoveCover, WriteDatapoint, ReadDatapoints>;

/// How a command ended: exactly one per command (docs/outcomes.md).
enum class Outcome : std::uint8_t {
  confirmed,    ///< a push or a query shows the state
  unchanged,    ///< the same, and it was so before
  unconfirmed,  ///< sent, but the state did not follow
  superseded,   ///< a newer command for the same relay came before this one left
  offline,      ///< no session within offline_command_ttl
  refused,      ///< unsupported, or refused by the device
};
inline constexpr std::size_t outcome_count = 6;

/// "confirmed", "unchanged", …
const char* name(Outcome outcome) noexcept;

struct Answer {
  Outcome outcome = Outcome::refused;
  std::string cause;  ///< for the log, one sentence; empty for confirmed and unchanged
};

}  // namespace presad
