#include "loop/deferred_queue.h"

namespace presad::loop {

bool DeferredQueue::add(DeferredItem& item) {
  if (item.place_ != DeferredItem::nowhere) return false;
  item.place_ = static_cast<std::uint32_t>(items_.size());
  items_.push_back(&item);
  return true;
}

void DeferredQueue::remove(DeferredItem& item) noexcept {
  if (item.place_ == DeferredItem::nowhere) return;
  items_[item.place_] = nullptr;
  item.place_ = DeferredItem::nowhere;
}

DeferredItem* DeferredQueue::take(std::size_t place) noexcept {
  DeferredItem* const item = items_[place];
  if (item != nullptr) remove(*item);
  return item;
}

void DeferredQueue::drop(std::size_t count) noexcept {
  items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(count));
  for (DeferredItem* const item : items_) {
    if (item != nullptr) item->place_ -= static_cast<std::uint32_t>(count);
  }
}

}  // namespace presad::loop
