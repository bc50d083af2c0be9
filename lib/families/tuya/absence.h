// Whether a device lost its power while it was away: the evidence rule of docs/power-cuts.md. Pure.
//
// Evidence: its session died of silence or was broken off by its side, and from the first question that was left
// unanswered (or from the end of the connection, where nothing had been asked) until the last sign of its absence -
// that end, or the begin of a later dial that nobody answered - at least `power_up_after` went by. Never evidence:
// presad's own hanging up, its restart, the broker's, a reload, a connection that is back at once, an announcement, a
// port that refuses, and the time in which nobody knocked.

#pragma once

#include <algorithm>
#include <optional>

#include "base/clock.h"

namespace presad::tuya {

class Absence {
 public:
  explicit Absence(Duration power_up_after) : power_up_after_(power_up_after) {}

  /// The session ended by the device's doing. `unanswered_since`: the first question left open, `never` if none was.
  void on_lost(Timestamp unanswered_since, Timestamp now) {
    if (!gone_since_) gone_since_ = std::min(unanswered_since, now);
    still_gone_at_ = now;
  }

  /// Nobody answered a dial that began at `dialled_at`.
  void on_unanswered_dial(Timestamp dialled_at) {
    if (gone_since_) still_gone_at_ = std::max(still_gone_at_, dialled_at);
  }

  /// The device accepts a connection: it is there. True when it lost its power meanwhile.
  bool on_back() {
    const bool lost_power = gone_since_ && still_gone_at_ - *gone_since_ >= power_up_after_;
    gone_since_.reset();
    return lost_power;
  }

 private:
  Duration power_up_after_;
  std::optional<Timestamp> gone_since_;
  Timestamp still_gone_at_{};
};

}  // namespace presad::tuya
