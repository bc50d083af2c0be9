#include "loop/timer_queue.h"

namespace presad::loop {

void TimerQueue::set(TimerItem& item, Timestamp deadline) {
  if (item.due_) {
    due_[item.place_] = nullptr;
    item.due_ = false;
    item.deadline_ = never;
  }
  if (deadline == item.deadline_) return;
  if (deadline == never) return remove(item);
  const bool is_new = item.deadline_ == never;
  const bool earlier = is_new || deadline < item.deadline_;
  item.deadline_ = deadline;
  if (is_new) {
    item.place_ = static_cast<std::uint32_t>(heap_.size());
    heap_.push_back({deadline, &item});
  }
  if (earlier) {
    rise(item.place_, {deadline, &item});
  } else {
    sink(item.place_, {deadline, &item});
  }
}

void TimerQueue::remove(TimerItem& item) {
  const std::size_t place = item.place_;
  item.deadline_ = never;
  const Entry last = heap_.back();
  heap_.pop_back();
  if (last.item == &item) return;
  if (place > 0 && last.deadline < heap_[(place - 1) / 2].deadline) {
    rise(place, last);
  } else {
    sink(place, last);
  }
}

void TimerQueue::collect_due(Timestamp now, std::size_t most) {
  due_.clear();
  handed_out_ = 0;
  while (!heap_.empty() && heap_.front().deadline <= now && due_.size() < most) {
    TimerItem& item = *heap_.front().item;
    const Timestamp deadline = item.deadline_;
    remove(item);
    item.deadline_ = deadline;
    item.due_ = true;
    item.place_ = static_cast<std::uint32_t>(due_.size());
    due_.push_back(&item);
  }
}

TimerItem* TimerQueue::take_due() noexcept {
  while (handed_out_ < due_.size()) {
    TimerItem* const item = due_[handed_out_++];
    if (item == nullptr) continue;
    item->due_ = false;
    item->deadline_ = never;
    return item;
  }
  return nullptr;
}

void TimerQueue::put(std::size_t place, const Entry& entry) noexcept {
  heap_[place] = entry;
  entry.item->place_ = static_cast<std::uint32_t>(place);
}

void TimerQueue::rise(std::size_t place, const Entry& entry) noexcept {
  while (place > 0) {
    const std::size_t parent = (place - 1) / 2;
    if (heap_[parent].deadline <= entry.deadline) break;
    put(place, heap_[parent]);
    place = parent;
  }
  put(place, entry);
}

void TimerQueue::sink(std::size_t place, const Entry& entry) noexcept {
  for (std::size_t child = 2 * place + 1; child < heap_.size(); child = 2 * place + 1) {
    if (child + 1 < heap_.size() && heap_[child + 1].deadline < heap_[child].deadline) ++child;
    if (entry.deadline <= heap_[child].deadline) break;
    put(place, heap_[child]);
    place = child;
  }
  put(place, entry);
}

}  // namespace presad::loop
