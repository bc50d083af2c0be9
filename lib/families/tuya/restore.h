// Relays on their way to where the power policy wants them: staggered, repeated, given up but for one attempt a minute.
// Pure.
//
// What they shall be is bridge/power_policy's business; how a value is written and confirmed command_queue.h's.
// Source: PROTOCOL.md, 14, steps 6 to 8.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "device/state.h"

namespace presad::tuya {

class Restore {
 public:
  struct Target {
    std::size_t relay = 0;  ///< from 0
    bool on = false;
  };

  /// `relay` (from 0) shall be `on`, not before `due`. A relay that is on its way already keeps its place. `once`: what
  /// does not follow is given up at once.
  void want(std::size_t relay, bool on, Timestamp due, bool once = false);

  /// Leaves `relay` alone: it is where it shall be, or a hand, a command or the end of the session was faster.
  void drop(std::size_t relay) noexcept { entries_[relay].reset(); }
  void clear() noexcept { entries_ = {}; }

  /// The next target to be written; it counts as sent from then on.
  std::optional<Target> take(Timestamp now);

  /// `relay` was written and did not follow: it is repeated after 2, 5 and 10 s. False when that is over: it is given
  /// up, and written once a minute from then on.
  bool on_failed(std::size_t relay, Timestamp now);

  bool wants(std::size_t relay) const noexcept { return entries_[relay].has_value(); }
  /// Where it shall be; only while wants().
  bool goal(std::size_t relay) const noexcept { return entries_[relay]->on; }
  /// Written, and not yet answered.
  bool sent(std::size_t relay) const noexcept { return entries_[relay] && entries_[relay]->sent; }
  bool empty() const noexcept;
  Timestamp deadline() const noexcept;

 private:
  struct Entry {
    bool on = false;
    bool sent = false;
    std::uint8_t repetitions = 0;
    Timestamp due{};
  };
  std::array<std::optional<Entry>, max_relays> entries_;
};

}  // namespace presad::tuya
