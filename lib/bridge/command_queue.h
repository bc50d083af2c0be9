// The commands of a device's Backlogs that wait for their time. Pure.
//
// The next one waits for its time and not for the device; how one is answered is the front's business.
// Source: lib/tasmota/DIALECT.md, 6.

#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "bridge/channel.h"
#include "tasmota/backlog.h"

namespace presad::bridge {

class CommandQueue {
 public:
  struct Entry {
    tasmota::BacklogCommand command;
    Channel channel;
    bool no_delay = false;
  };

  /// Appends `backlog`, or drops what waits where it holds none. The next one is due at once.
  void take_in(tasmota::Backlog backlog, const Channel& channel, Timestamp now);

  /// Delay: nothing is due before `until`, unless the command that says so shall have no pause behind it.
  void delay(Timestamp until) noexcept;

  std::size_t size() const noexcept { return entries_.size(); }
  Timestamp due() const noexcept { return entries_.empty() ? never : due_; }

  /// The next one if it is due; the one behind it is due after `pause`.
  std::optional<Entry> take(Timestamp now, Duration pause);

 private:
  std::vector<Entry> entries_;  ///< at most thirty; without memory while empty, which a deque is not
  Timestamp due_ = never;
  bool last_had_no_delay_ = false;
};

}  // namespace presad::bridge
