// When the broker is tried again after a connection failed or was lost, and with which version. Pure.

#pragma once

#include <string>

#include "base/backoff.h"
#include "base/clock.h"
#include "base/random.h"
#include "mqtt/connect_failure.h"
#include "mqtt/version_choice.h"

namespace presad::mqtt {

class Reconnect {
 public:
  /// A connection that lasted this long was a good one: the next loss is answered at once. A shorter one was not: two
  /// clients with one id would throw each other out in a circle.
  static constexpr Duration stable_after = std::chrono::seconds(5);

  /// So many short connections in a row are no chance.
  static constexpr int suspicious_stays = 3;

  /// `random` is borrowed for life.
  explicit Reconnect(RandomSource& random);

  /// What to speak now.
  Version version(Timestamp now) noexcept { return versions_.next(now); }

  void on_connected(Timestamp now) noexcept;

  /// The wait until the next attempt, after one with `version` failed.
  Duration on_failed(ConnectFailure::Kind kind, Version version, Timestamp now);

  /// The wait until the next attempt, after a connection was lost.
  Duration on_lost(Timestamp now);

  /// Another client takes over time and again: mosquitto 2.0 does not say so, but many short stays do.
  bool suspects_a_twin() const noexcept { return short_stays_ >= suspicious_stays; }

 private:
  RandomSource& random_;
  VersionChoice versions_;
  Backoff absent_;
  Backoff hung_up_;
  Backoff refused_;
  Timestamp connected_at_{};
  int short_stays_ = 0;  ///< in a row
};

}  // namespace presad::mqtt
