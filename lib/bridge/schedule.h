// Many things to do at their times, one timer for all: cost per idle device is one entry. Loop thread.

#pragma once

#include <cstddef>
#include <limits>
#include <set>
#include <utility>

#include "base/clock.h"
#include "base/delegate.h"
#include "loop/event_loop.h"

namespace presad::bridge {

/// Whoever has something to do at a time.
class Scheduled {
 public:
  virtual void on_due(Timestamp now) = 0;

 protected:
  ~Scheduled() = default;

 private:
  friend class Schedule;
  Timestamp due_ = never;
};

class Schedule {
 public:
  /// How many that are due together have their turn at once, and how long the others wait then.
  struct Pace {
    std::size_t at_once = std::numeric_limits<std::size_t>::max();
    Duration pause{};
  };

  explicit Schedule(loop::EventLoop& loop) : Schedule(loop, Pace()) {}
  Schedule(loop::EventLoop& loop, const Pace& pace)
      : loop_(loop), pace_(pace), timer_(loop, Delegate<void()>::to<&Schedule::on_timer>(this)) {}

  /// Calls `item.on_due()` once at `due`, or later by the pauses; anew moves it, `never` cancels. Cancelled by
  /// remove(), which must come before the item dies.
  void set(Scheduled& item, Timestamp due);
  void remove(Scheduled& item) { set(item, never); }

 private:
  void on_timer();
  void arm();

  loop::EventLoop& loop_;
  const Pace pace_;
  Timestamp resting_until_{};  ///< the others wait
  std::set<std::pair<Timestamp, Scheduled*>> items_;
  loop::Timer timer_;
};

/// One time of somebody who has several.
class Alarm final : private Scheduled {
 public:
  Alarm(Schedule& schedule, Delegate<void(Timestamp)> handler) : schedule_(schedule), handler_(handler) {}
  ~Alarm() { schedule_.remove(*this); }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  /// As Schedule::set().
  void set(Timestamp due) { schedule_.set(*this, due); }

 private:
  void on_due(Timestamp now) override { handler_(now); }

  Schedule& schedule_;
  Delegate<void(Timestamp)> handler_;
};

}  // namespace presad::bridge
