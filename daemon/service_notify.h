// What systemd is told of the service: sd_notify(3). Silent when not run by systemd.

#pragma once

#include <string_view>

namespace presad::service_notify {

void ready();
void reloading();
void stopping();
/// One line for `systemctl status`.
void status(std::string_view text);

}  // namespace presad::service_notify
