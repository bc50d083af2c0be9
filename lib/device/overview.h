// All that the house can tell of one device at one moment, for whoever asks. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "device/command.h"
#include "device/device.h"
#include "device/state.h"

namespace presad {

/// Who answers for it on the broker now.
enum class Answering : std::uint8_t {
  presad,
  itself,  ///< a Tasmota device that is on the broker, or that the inventory leaves alone
  nobody,  ///< a Tasmota device that is not on the broker, and that presad has not taken on (yet)
};

/// "presad", "itself", "nobody".
const char* name(Answering answering) noexcept;

struct Overview {
  std::string topic;
  std::string name;    ///< for people
  std::string module;  ///< what kind of thing it is: "Tuya Plug", "Tasmota"
  std::string hardware_id;
  Answering answering = Answering::presad;
  Condition condition;
  State state;
  std::array<std::uint64_t, outcome_count> ended{};  ///< commands since presad started, indexed by Outcome
  std::optional<Outcome> last_outcome;
  Duration last_latency{};
  std::optional<WallTime> heard;  ///< when it last told anything
  bool meter_silent = false;      ///< asked to measure again and again, and told nothing
  std::optional<double> total_kwh;
  std::optional<double> today_kwh;
};

}  // namespace presad
