#include "daemon/watchdog.h"

#include <algorithm>
#include <string_view>

namespace presad {

namespace {

constexpr std::array<std::string_view, 2> names{"the broker's threads", "the memory's thread"};

}  // namespace

Watchdog::Turn Watchdog::on_turn(Timestamp now) {
  const bool first = asked_at_ == never;
  if (first || all_answered()) {
    asked_at_ = now;
    complained_ = false;
    answered_.fill(false);
    return {!first, true, ""};
  }
  if (complained_ || now - asked_at_ < limit_ / 2) return {};
  complained_ = true;
  Turn turn;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (answered_[i]) continue;
    if (!turn.silent.empty()) turn.silent += " and ";
    turn.silent += names[i];
  }
  return turn;
}

void Watchdog::on_answer(Worker worker) noexcept { answered_[static_cast<std::size_t>(worker)] = true; }

bool Watchdog::all_answered() const noexcept {
  return std::all_of(answered_.begin(), answered_.end(), [](bool answered) { return answered; });
}

}  // namespace presad
