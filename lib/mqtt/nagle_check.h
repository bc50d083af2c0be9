// Whether the broker holds a small packet back until the one before it is acknowledged (Nagle's algorithm), as a client
// can see it. Pure.
//
// Who subscribes to a topic with a retained message is sent two small packets in a row: the acknowledgement and the
// message. With TCP_NODELAY they come together. Without, the second waits until our kernel acknowledges the first,
// which it puts off for 40 ms (Linux, TCP_DELACK_MIN); and so it is time after time, which no busy machine and no slow
// line does. Nothing is published for it. That the two come together proves nothing: a kernel that takes the connection
// for a transfer of much acknowledges at once. Measured: docs/performance.md.

#pragma once

#include <optional>

#include "base/clock.h"

namespace presad::mqtt {

class NagleCheck {
 public:
  enum class Next : unsigned char {
    wait,       ///< for the other packet
    ask_again,  ///< subscribe once more
    not_seen,   ///< the end: they came together, or late in no such pattern
    seen,       ///< the end
  };

  static constexpr int most_rounds = 5;  ///< subscriptions in all, the first included
  static constexpr int held_rounds = 4;  ///< of them, for `seen`

  /// The subscription was granted.
  void on_granted(Timestamp at) noexcept { granted_at_ = at; }

  /// Whether a message that is retained on the topic belongs to the subscription.
  bool expects_message() const noexcept { return granted_at_.has_value(); }

  /// The message came; what came without being expected changes nothing.
  Next on_message(Timestamp at) noexcept;

 private:
  std::optional<Timestamp> granted_at_;
  int held_ = 0;
  int together_ = 0;
};

}  // namespace presad::mqtt
