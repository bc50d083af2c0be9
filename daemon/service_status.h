// The line that `systemctl status` shows. Loop thread.

#pragma once

#include <string>

#include "base/delegate.h"
#include "bridge/daemon_front.h"
#include "loop/event_loop.h"

namespace presad {

/// "3 of 4 devices online, broker connected". Pure.
std::string status_line(const bridge::Presence& presence, bool broker_connected);

/// Tells systemd when the line changes: at once, then once a second at most.
class ServiceStatus {
 public:
  /// `line` gives it as it is now.
  ServiceStatus(loop::EventLoop& loop, Delegate<std::string()> line);

  /// Something may have changed.
  void touch();

 private:
  void tell();

  loop::EventLoop& loop_;
  Delegate<std::string()> line_;
  loop::Timer timer_;
  Timestamp next_{};  ///< not told before
  std::string told_;
};

}  // namespace presad
