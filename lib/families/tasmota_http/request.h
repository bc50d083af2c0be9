// What is asked of a Tasmota device's web server: command words -> the URL of /cm. Pure.
// Source: DIALECT.md, 14.

#pragma once

#include <string>
#include <string_view>

#include "device/relayed_device.h"

namespace presad::tasmota_http {

/// "Power2 TOGGLE": a command as the firmware's own console takes it.
std::string render_command(const Forward& what);

/// "http://10.0.0.114/cm?cmnd=Power%20TOGGLE". `address` is numeric; IPv6 gets its brackets.
std::string render_url(std::string_view address, std::string_view command);

/// The device's own page, without which one with SetOption128=0 answers nothing.
std::string render_referer(std::string_view address);

}  // namespace presad::tasmota_http
