// Questions about MQTT topic filters. Pure. Source: MQTT 5, 4.7.

#pragma once

#include <string_view>

namespace presad::tasmota {

/// Some topic matches both.
bool overlap(std::string_view left, std::string_view right) noexcept;

/// Every topic that matches `narrow` matches `wide`.
bool covers(std::string_view wide, std::string_view narrow) noexcept;

}  // namespace presad::tasmota
