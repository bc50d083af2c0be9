// When systemd's watchdog may be fed: only after every part that can hang has shown a sign of life since the last time.
// Pure.
//
//             a turn of the loop                 a turn, all have answered: feed
//   (begun) ────────────────────► asked ──────────────────────────────┐
//                                  ▲  │ a turn, one has not: no food   │
//                                  └──┴────────────────────────────────┘
//
// The loop itself is proven alive by the turns. Each part is asked once and asked again only after it answered: a part
// that hangs is not buried in questions, and an old answer counts for nothing.

#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/clock.h"

namespace presad {

/// What can hang beside the loop.
enum class Worker : std::uint8_t { broker, memory };

class Watchdog {
 public:
  struct Turn {
    bool feed = false;
    bool ask = false;    ///< every worker anew
    std::string silent;  ///< said once for each silence: who has not answered for half of the time that there is
  };

  /// `limit`: systemd's patience.
  explicit Watchdog(Duration limit) : limit_(limit) {}

  /// The loop takes a turn; four or so of them within the limit.
  Turn on_turn(Timestamp now);

  /// A worker answers the question that it was asked last.
  void on_answer(Worker worker) noexcept;

 private:
  bool all_answered() const noexcept;

  Duration limit_;
  Timestamp asked_at_ = never;  ///< never: nobody yet
  bool complained_ = false;
  std::array<bool, 2> answered_{};
};

}  // namespace presad
