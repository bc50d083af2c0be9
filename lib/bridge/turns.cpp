#include "bridge/turns.h"

namespace presad::bridge {

void Turns::ask(TakesTurns& item) {
  if (item.place_) return;
  if (waiting_.empty() && !busy_()) return item.on_turn();
  item.place_ = waiting_.insert(waiting_.end(), &item);
  if (!timer_.armed()) timer_.arm_in(look_again_after);
}

void Turns::give_up(TakesTurns& item) {
  if (!item.place_) return;
  waiting_.erase(*item.place_);
  item.place_.reset();
}

void Turns::on_timer() {
  while (!waiting_.empty() && !busy_()) {
    TakesTurns& item = *waiting_.front();
    give_up(item);
    item.on_turn();
  }
  if (!waiting_.empty()) timer_.arm_in(look_again_after);
}

}  // namespace presad::bridge
