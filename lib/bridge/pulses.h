// PulseTime: relays that switch themselves back after a while. Pure.
//
// A pulse is armed whenever its relay goes on, and when the time is set; whatever else is commanded ends it.
// Source: lib/tasmota/DIALECT.md, 6.

#pragma once

#include <array>
#include <optional>

#include "base/clock.h"
#include "base/rarely.h"
#include "device/state.h"
#include "tasmota/options.h"

namespace presad::bridge {

class Pulses {
 public:
  /// Begins the pulse of `relay` (from 1) as `setting` has it: 0 ends it.
  void start(unsigned relay, int setting, Timestamp now);
  void stop(unsigned relay) { start(relay, 0, {}); }

  /// When the next one ends.
  Timestamp due() const noexcept;
  /// A relay whose pulse has ended, each once.
  std::optional<unsigned> take(Timestamp now);

  /// What is left, in the setting's own numbers.
  std::array<int, tasmota::pulse_timers> remaining(Timestamp now) const noexcept;

 private:
  struct Ends : std::array<Timestamp, tasmota::pulse_timers> {
    Ends() noexcept { fill(never); }
  };

  Rarely<Ends> ends_;
};

}  // namespace presad::bridge
