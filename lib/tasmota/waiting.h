// What a device has set going and time will bring about, as commands ask for it: pulses, and timed power commands.
//
// Pure; plain structs that the bridge fills. Source: DIALECT.md, 6.

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "tasmota/options.h"

namespace presad::tasmota {

/// A power command that waits for its time.
struct TimedPower {
  unsigned relay = 1;      ///< 0: all
  std::int32_t value = 0;  ///< as Power takes it: 0 off, 1 on, 2 toggle, 4 the end of a blink
  Duration in{};
};

struct Waiting {
  std::array<int, pulse_timers> pulses{};  ///< what is left of each, in PulseTime's numbers
  std::vector<TimedPower> timed;           ///< oldest first
};

}  // namespace presad::tasmota
