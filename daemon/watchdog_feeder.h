// systemd's watchdog, fed by hand as watchdog.h says. Does nothing where systemd asks for none. Loop thread.

#pragma once

#include "base/delegate.h"
#include "daemon/watchdog.h"
#include "loop/event_loop.h"

namespace presad {

class WatchdogFeeder {
 public:
  /// `limit`: systemd's patience; zero: there is no watchdog. `ask` asks every worker, whose answers come to
  /// on_answer().
  WatchdogFeeder(loop::EventLoop& loop, Duration limit, Delegate<void()> ask);

  /// Begins; called when the loop is about to run.
  void start();

  void on_answer(Worker worker) noexcept { watchdog_.on_answer(worker); }

 private:
  void on_turn();

  const Duration limit_;
  Delegate<void()> ask_;
  Watchdog watchdog_;
  loop::Timer timer_;
  loop::EventLoop& loop_;
};

}  // namespace presad
