// Deadlines in order, so that one timer of the kernel's serves all that wait. Pure.
//
// What happens at a deadline is loop/event_loop.h's business. Cost: 16 bytes for each that waits, and a handful of
// moves when one is set, however many wait.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/clock.h"

namespace presad::loop {

/// One deadline; a base of whoever waits for it. It must have been taken out of the queue before it dies.
class TimerItem {
 public:
  Timestamp deadline() const noexcept { return deadline_; }  ///< `never`: not in the queue

 protected:
  TimerItem() = default;
  ~TimerItem() = default;
  TimerItem(const TimerItem&) = delete;
  TimerItem& operator=(const TimerItem&) = delete;

 private:
  friend class TimerQueue;
  Timestamp deadline_ = never;
  std::uint32_t place_ = 0;  ///< in the heap, or among those that are due
  bool due_ = false;
};

class TimerQueue {
 public:
  /// Moves `item` to `deadline`; `never` takes it out. Also of one that is due and was not handed out yet.
  void set(TimerItem& item, Timestamp deadline);

  /// Of those that wait; `never`: none does.
  Timestamp earliest() const noexcept { return heap_.empty() ? never : heap_.front().deadline; }

  /// Takes out what is due at `now`, at most `most` of it, for take_due().
  void collect_due(Timestamp now, std::size_t most);

  /// Hands out what was collected, the earliest first; its deadline is `never` from then on. Null: no more.
  TimerItem* take_due() noexcept;

 private:
  struct Entry {
    Timestamp deadline;
    TimerItem* item;
  };

  void remove(TimerItem& item);
  void put(std::size_t place, const Entry& entry) noexcept;
  void rise(std::size_t place, const Entry& entry) noexcept;
  void sink(std::size_t place, const Entry& entry) noexcept;

  std::vector<Entry> heap_;  ///< each no later than its two children, at 2n + 1 and 2n + 2
  std::vector<TimerItem*> due_;
  std::size_t handed_out_ = 0;  ///< of due_
};

}  // namespace presad::loop
