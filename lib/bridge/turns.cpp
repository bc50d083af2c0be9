#include "bridge/turns.h"

#include <utility>

namespace presad::bridge {

void Turns::ask(TakesTurns& item) {
  if (item.waits_) return;
  if (waiting_.empty() && !busy_()) return item.on_turn();
  item.waits_ = true;
  waiting_.push_back(&item);
  if (!timer_.armed()) timer_.arm_in(look_again_after);
}

void Turns::give_up(TakesTurns& item) {
  if (std::exchange(item.waits_, false)) std::erase(waiting_, &item);
}

void Turns::on_timer() {
  while (!waiting_.empty() && !busy_()) {
    TakesTurns& item = *waiting_.front();
    waiting_.pop_front();
    item.waits_ = false;
    item.on_turn();
  }
  if (!waiting_.empty()) timer_.arm_in(look_again_after);
}

}  // namespace presad::bridge
