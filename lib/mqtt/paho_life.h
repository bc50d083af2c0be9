// Whether Paho's threads still turn: a round trip through both of them that needs no broker. Loop thread.

#pragma once

#include "base/delegate.h"
#include "loop/event_loop.h"
#include "loop/inbox.h"

namespace presad::mqtt {

/// One at a time: Paho's threads are the process's, too.
class PahoLife {
 public:
  /// `on_alive` runs on the loop's thread.
  PahoLife(loop::EventLoop& loop, Delegate<void()> on_alive);
  ~PahoLife();
  PahoLife(const PahoLife&) = delete;
  PahoLife& operator=(const PahoLife&) = delete;

  /// Has Paho connect to a port of 127.0.0.1 that is ours and refuses: its send thread begins that, its receive thread
  /// notices the end. Exactly one `on_alive` follows, if they live; not to be called again before. Waits as long as a
  /// name server is being asked by Paho: not to be called then (PahoBroker::may_be_resolving()).
  void ask() noexcept;

 private:
  loop::Bell bell_;
};

}  // namespace presad::mqtt
