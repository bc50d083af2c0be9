// Power BLINK: relays that go on and off for a while and then stand where they stood. Pure.
// Source: lib/tasmota/DIALECT.md, 3 and 6.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "base/rarely.h"
#include "device/state.h"

namespace presad::bridge {

class Blinks {
 public:
  struct Step {
    unsigned relay = 1;
    bool on = false;
    bool last = false;  ///< it blinks no more: `on` is where it stood before
  };

  /// `relay` (from 1), which is `on` now, blinks `count` times; 0: very many. One that blinks already begins to count
  /// anew and still goes back to where it stood first.
  void start(unsigned relay, bool on, int count, Timestamp now);

  /// Where it stood; nothing if it does not blink. It blinks no more.
  std::optional<bool> stop(unsigned relay);

  bool blinks(unsigned relay) const noexcept { return relay >= 1 && relay <= max_relays && at(relay).left != 0; }
  /// Bit 0 for relay 1.
  std::uint8_t all() const noexcept;

  Timestamp due() const noexcept;
  /// What is to be done now, one relay at a time; the next step of it follows after `pause`.
  std::optional<Step> take(Timestamp now, Duration pause);

 private:
  struct Blink {
    bool stood_on = false;
    bool shows_on = false;
    int left = 0;  ///< steps, the one back included
    Timestamp next{};
  };

  const Blink& at(unsigned relay) const noexcept { return (*relays_)[relay - 1]; }

  Rarely<std::array<Blink, max_relays>> relays_;
};

}  // namespace presad::bridge
