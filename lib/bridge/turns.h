// Who has much to say and no hurry: one after another, as fast as the broker takes it. Loop thread.
//
// A thousand devices that come together have ten thousand messages; whoever gives a command meanwhile waits behind
// those that are on their way, and not behind all.

#pragma once

#include <list>
#include <optional>

#include "base/clock.h"
#include "base/delegate.h"
#include "loop/event_loop.h"

namespace presad::bridge {

class TakesTurns {
 public:
  virtual void on_turn() = 0;

 protected:
  ~TakesTurns() = default;

 private:
  friend class Turns;
  std::optional<std::list<TakesTurns*>::iterator> place_;  ///< while it waits
};

class Turns {
 public:
  /// `busy`: whether the broker has enough to do.
  Turns(loop::EventLoop& loop, Delegate<bool()> busy)
      : busy_(busy), timer_(loop, Delegate<void()>::to<&Turns::on_timer>(this)) {}

  /// Calls `item.on_turn()` once: at once, while nobody waits and the broker is not busy, else in its turn. Who waits
  /// already goes on waiting. Called off by give_up(), which must come before the item dies.
  void ask(TakesTurns& item);
  void give_up(TakesTurns& item);

 private:
  static constexpr Duration look_again_after = std::chrono::milliseconds(1);

  void on_timer();

  Delegate<bool()> busy_;
  std::list<TakesTurns*> waiting_;  ///< no deque: ten thousand may give up together
  loop::Timer timer_;
};

}  // namespace presad::bridge
