// The only way into the loop from another thread: bounded, in order, counted.

#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

#include "base/delegate.h"
#include "base/descriptor.h"
#include "loop/event_loop.h"

namespace presad::loop {

/// The descriptor half of an Inbox: an eventfd that wakes the loop. The loop watches for edges (epoll(7)), and each
/// ring is one: nobody has to read what it counts.
class Bell {
 public:
  Bell(EventLoop& loop, Delegate<void()> handler);  ///< throws std::system_error without descriptors
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  void ring() noexcept;  ///< any thread

 private:
  void on_ready(Ready ready);

  Descriptor eventfd_;
  SocketWatch watch_;
  Delegate<void()> handler_;
};

/// Values put in on any thread, handed out on the loop's thread in the same order. Full: the newest
/// is dropped and counted.
template <class T>
class Inbox {
 public:
  /// `handler` runs on the loop's thread once per value and must not destroy the Inbox. `bound` values
  /// may wait.
  Inbox(EventLoop& loop, std::size_t bound, Delegate<void(T&)> handler)
      : bound_(bound), handler_(handler), bell_(loop, Delegate<void()>::to<&Inbox::on_bell>(this)) {}

  /// Any thread. False: full, dropped and counted.
  bool put(T value) { return put_within(bound_, std::move(value)); }

  /// Any thread. For the few values that no flood of others may crowd out: the bound does not count.
  void put_always(T value) { put_within(static_cast<std::size_t>(-1), std::move(value)); }

  /// Any thread: how many were dropped since the last call.
  std::size_t take_dropped() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(dropped_, 0);
  }

  /// Values handed out in one turn of the loop; the rest waits for the next, so that a flood of
  /// messages does not hold up the timers and sockets.
  static constexpr std::size_t most_per_turn = 64;

 private:
  /// Room that is kept for the next values, so that a single one needs no memory.
  static constexpr std::size_t kept_room = most_per_turn;

  bool put_within(std::size_t bound, T value) {
    bool first = false;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.size() + taken_left_ >= bound) {
        ++dropped_;
        return false;
      }
      first = waiting_.empty() && taken_left_ == 0;
      waiting_.push_back(std::move(value));
    }
    if (first) bell_.ring();
    return true;
  }

  void on_bell() {
    std::size_t end = 0;
    bool more = false;
    {
      const std::scoped_lock lock(mutex_);
      if (taken_left_ == 0) {
        taken_.swap(waiting_);
        taken_left_ = taken_.size();
      }
      end = next_ + std::min(taken_left_, most_per_turn);
      taken_left_ = taken_.size() - end;
      more = taken_left_ + waiting_.size() > 0;
    }
    if (more) bell_.ring();
    while (next_ < end) {
      T value = std::move(taken_[next_++]);  // gone when it has been handed out, not when all have
      handler_(value);
    }
    if (next_ < taken_.size()) return;
    next_ = 0;
    taken_.clear();
    if (taken_.capacity() > kept_room) taken_ = {};
  }

  const std::size_t bound_;
  Delegate<void(T&)> handler_;
  std::mutex mutex_;
  std::vector<T> waiting_;
  std::size_t dropped_ = 0;
  std::size_t taken_left_ = 0;  ///< of those taken, what waits for a later turn
  std::vector<T> taken_;        ///< the loop's own, as is next_
  std::size_t next_ = 0;
  Bell bell_;
};

}  // namespace presad::loop
