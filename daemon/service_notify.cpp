#include "daemon/service_notify.h"

#include <fmt/core.h>
#include <systemd/sd-daemon.h>

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

void stopping() { sd_notify(0, "STOPPING=1"); }

void status(std::string_view text) { sd_notify(0, fmt::format("STATUS={}", text).c_str()); }

}  // namespace presad::service_notify
