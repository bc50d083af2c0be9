// What systemd is told of the service: sd_notify(3). Silent when not run by systemd.

#pragma once

#include <string_view>

#include "base/clock.h"

namespace presad::service_notify {

void ready();
void reloading();
void stopping();
/// Feeds the watchdog.
void alive();
/// One line for `systemctl status`.
void status(std::string_view text);

/// How long systemd waits for alive(); zero when it has no watchdog on this process.
Duration watchdog_limit();

}  // namespace presad::service_notify
