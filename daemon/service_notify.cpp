#include "daemon/service_notify.h"

#include <fmt/core.h>
#include <systemd/sd-daemon.h>

#include <cstdint>
#include <ctime>

namespace presad::service_notify {

void ready() { sd_notify(0, "READY=1"); }

void reloading() {
  // MONOTONIC_USEC is what Type=notify-reload of systemd 253 asks for; older ones ignore it.
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const long long microseconds = now.tv_sec * 1'000'000LL + now.tv_nsec / 1000;
  sd_notify(0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds).c_str());
}

void alive() { sd_notify(0, "WATCHDOG=1"); }

void stopping() { sd_notify(0, "STOPPING=1"); }

void status(std::string_view text) { sd_notify(0, fmt::format("STATUS={}", text).c_str()); }

Duration watchdog_limit() {
  std::uint64_t microseconds = 0;
  const bool wanted = sd_watchdog_enabled(0, &microseconds) > 0;
  return Duration(wanted ? static_cast<Duration::rep>(microseconds) : 0);
}

}  // namespace presad::service_notify
