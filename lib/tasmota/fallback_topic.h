// Fallback topics: `cmnd/DVES_7A1B2C_fb/`, by which a device is reached whatever its topic and FullTopic are;
// and with them the complete list of what a house subscribes.
//
// Pure. Source: DIALECT.md, 1: always `<prefix>/<MqttClient>_fb/`; commands sent there are answered there too.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tasmota/topic.h"

namespace presad::tasmota {

/// The MQTT client that Tasmota would be: "DVES_" and the last six digits of `hardware_id` (twelve hex digits).
std::string client_name(std::string_view hardware_id);

/// "cmnd/DVES_7A1B2C_fb/" followed by `last_level`.
std::string fallback_topic(Prefix prefix, std::string_view hardware_id, std::string_view last_level);

struct ParsedFallback {
  std::string_view client;      ///< "DVES_7A1B2C", borrowed
  std::string_view last_level;  ///< the command word

  friend bool operator==(const ParsedFallback&, const ParsedFallback&) = default;
};

/// Takes a fallback command topic apart; nothing when `topic` is none. To be asked before FullTopic::parse(), which
/// with the default pattern takes such a topic for a device called "DVES_7A1B2C_fb".
std::optional<ParsedFallback> parse_fallback(std::string_view topic) noexcept;

/// The filters that bring every command of a house, device, group and fallback topics alike, exactly once: no two
/// of them overlap, because on MQTT 5 mosquitto delivers a message once per matching subscription.
/// One or two filters that do not depend on the devices, unless %topic% is the pattern's first level; then one more
/// per hardware id.
std::vector<std::string> house_filters(const FullTopic& full_topic, std::span<const std::string> hardware_ids = {});

}  // namespace presad::tasmota
