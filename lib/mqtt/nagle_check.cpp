#include "mqtt/nagle_check.h"

#include <utility>

namespace presad::mqtt {

namespace {

using namespace std::chrono_literals;

/// The 40 ms, and what a busy machine adds.
constexpr Duration shortest_hold = 35ms;
constexpr Duration longest_hold = 150ms;

}  // namespace

NagleCheck::Next NagleCheck::on_message(Timestamp at) noexcept {
  const std::optional<Timestamp> granted_at = std::exchange(granted_at_, std::nullopt);
  if (!granted_at) return Next::wait;
  const Duration gap = at - *granted_at;
  ++(gap >= shortest_hold && gap <= longest_hold ? held_ : together_);
  if (held_ == held_rounds) return Next::seen;
  if (together_ > most_rounds - held_rounds) return Next::not_seen;
  return Next::ask_again;
}

}  // namespace presad::mqtt
