#include "daemon/watchdog_feeder.h"

#include "base/log.h"
#include "daemon/service_notify.h"

namespace presad {

WatchdogFeeder::WatchdogFeeder(loop::EventLoop& loop, Duration limit, Delegate<void()> ask)
    : limit_(limit),
      ask_(ask),
      watchdog_(limit),
      timer_(loop, Delegate<void()>::to<&WatchdogFeeder::on_turn>(this)),
      loop_(loop) {}

void WatchdogFeeder::start() {
  if (limit_ > Duration::zero()) on_turn();
}

void WatchdogFeeder::on_turn() {
  const Watchdog::Turn turn = watchdog_.on_turn(loop_.now());
  if (turn.feed) service_notify::alive();
  if (turn.ask) ask_();
  if (!turn.silent.empty()) {
    log::error("watchdog", "no sign of life from {}: unless one comes, systemd ends presad and starts it anew",
               turn.silent);
  }
  timer_.arm_in(limit_ / 4);
}

}  // namespace presad
