#include "bridge/schedule.h"

#include <algorithm>

namespace presad::bridge {

void Schedule::set(Scheduled& item, Timestamp due) {
  if (item.due_ == due) return;
  if (item.due_ != never) items_.erase({item.due_, &item});
  item.due_ = due;
  if (due != never) items_.insert({due, &item});
  arm();
}

void Schedule::on_timer() {
  const Timestamp now = loop_.now();
  // Bounded by what was due when the turn began: an item that sets itself to "now" waits for the next.
  for (std::size_t left = std::min(items_.size(), pace_.at_once);
       left > 0 && !items_.empty() && items_.begin()->first <= now; --left) {
    Scheduled& item = *items_.begin()->second;
    items_.erase(items_.begin());
    item.due_ = never;
    item.on_due(now);
  }
  resting_until_ = now + pace_.pause;
  arm();
}

void Schedule::arm() { timer_.arm(items_.empty() ? never : std::max(items_.begin()->first, resting_until_)); }

}  // namespace presad::bridge
