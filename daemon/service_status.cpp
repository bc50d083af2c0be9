#include "daemon/service_status.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "daemon/service_notify.h"

namespace presad {

namespace {
constexpr Duration pause = std::chrono::seconds(1);
}

std::string status_line(const bridge::Presence& presence, bool broker_connected) {
  const unsigned all = presence.online + presence.offline;
  return fmt::format("{} of {} device{} online, broker {}", presence.online, all, all == 1 ? "" : "s",
                     broker_connected ? "connected" : "not connected");
}

ServiceStatus::ServiceStatus(loop::EventLoop& loop, Delegate<std::string()> line)
    : loop_(loop), line_(line), timer_(loop, Delegate<void()>::to<&ServiceStatus::tell>(this)) {}

void ServiceStatus::touch() {
  if (!timer_.armed()) timer_.arm(std::max(loop_.now(), next_));
}

void ServiceStatus::tell() {
  std::string line = line_();
  if (line == told_) return;
  service_notify::status(line);
  told_ = std::move(line);
  next_ = loop_.now() + pause;
}

}  // namespace presad
