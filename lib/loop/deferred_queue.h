// What is to be done once the handler that runs now has returned, in the order in which it was asked for. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace presad::loop {

/// A base of whoever has something to do. It must have been taken out of the queue before it dies.
class DeferredItem {
 protected:
  DeferredItem() = default;
  ~DeferredItem() = default;
  DeferredItem(const DeferredItem&) = delete;
  DeferredItem& operator=(const DeferredItem&) = delete;

 private:
  friend class DeferredQueue;
  static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
  std::uint32_t place_ = nowhere;
};

class DeferredQueue {
 public:
  /// False: it waits already.
  bool add(DeferredItem& item);
  void remove(DeferredItem& item) noexcept;
  bool empty() const noexcept { return items_.empty(); }

  /// One turn: `run` is called with each that was added before, once. What is added meanwhile is for the next turn.
  /// True: there is such.
  template <class Run>
  bool run_turn(Run run) {
    const std::size_t end = items_.size();
    for (std::size_t i = 0; i < end; ++i) {
      if (DeferredItem* const item = take(i)) run(*item);
    }
    drop(end);
    return !items_.empty();
  }

 private:
  DeferredItem* take(std::size_t place) noexcept;
  void drop(std::size_t count) noexcept;

  std::vector<DeferredItem*> items_;  ///< null: taken out
};

}  // namespace presad::loop
