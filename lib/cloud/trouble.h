// Why the vendor's OpenAPI refuses, and what a person does about it. Pure.
// Sources: developer.tuya.com/en/docs/iot/error-code?id=K989ruxx88swc (500 to 2010),
// cubeprivate-cloud/error-code?id=Kdelue2jqrz0u (1110 to 1400); tuya/tuya-home-assistant, docs/error_code.md (1004,
// 1106, 28841105); codetheweb/tuyapi #550 (2007); rospogrigio/localtuya #1695 (28841001), #2079 (28841004);
// jasonacox/tinytuya #346, #558 (28841002); tuya/tuya-homebridge #108 (28841101, 28841106); TuyaAPI/cli #169
// (28841107). Read there, not seen by presad's tests, whose server is their own.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace presad::cloud {

/// Whether a new token may help.
bool is_token_trouble(std::int64_t code) noexcept;

/// The likely cause and its cure, one or two sentences; "" for a code that nobody has explained. `clock_off`: how far
/// this computer's clock is ahead of the server's (below zero: behind), where that is known.
std::string explain(std::int64_t code, std::optional<Duration> clock_off);

}  // namespace presad::cloud
