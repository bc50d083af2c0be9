// The only way into the loop from another thread: bounded, in order, counted.

#pragma once

#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <utility>

#include "base/delegate.h"
#include "base/descriptor.h"
#include "loop/event_loop.h"

namespace presad::loop {

/// The descriptor half of an Inbox: an eventfd that wakes the loop.
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
  bool put_within(std::size_t bound, T value) {
    bool first = false;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.size() >= bound) {
        ++dropped_;
        return false;
      }
      first = waiting_.empty();
      waiting_.push_back(std::move(value));
    }
    if (first) bell_.ring();
    return true;
  }

  void on_bell() {
    std::deque<T> batch;
    bool more = false;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.size() <= most_per_turn) {
        batch.swap(waiting_);
      } else {
        const auto end = waiting_.begin() + most_per_turn;
        batch.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
        waiting_.erase(waiting_.begin(), end);
        more = true;
      }
    }
    if (more) bell_.ring();
    for (T& value : batch) handler_(value);
  }

  const std::size_t bound_;
  Delegate<void(T&)> handler_;
  std::mutex mutex_;
  std::deque<T> waiting_;
  std::size_t dropped_ = 0;
  Bell bell_;
};

}  // namespace presad::loop
