// A Tasmota device's answers -> what a person should know of it before it is taken into a house. Pure.
// Source: DIALECT.md, 1, 5 and 7; https://tasmota.github.io/docs/Commands/ for WifiConfig.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"
#include "device/relayed_device.h"

namespace presad::tasmota_http {

/// What is asked, in this order, to learn all of them. Single numbers: Status 0 of a big device comes cut.
inline constexpr std::array traits_commands = {"Status",    "Status 2",  "Status 5", "Status 6",
                                               "Status 11", "FullTopic", "Prefix"};

/// Texts are as the device wrote them, at most `longest_trait` bytes each; empty: not told.
struct Traits {
  RelayedIdentity identity;
  bool is_tasmota = false;  ///< it answered Status as the firmware does
  std::optional<int> wifi_config;
  unsigned mqtt_port = 0;  ///< 0: not told
  std::string mqtt_user;
  std::string gateway;
  std::string time;                     ///< of its clock, ISO 8601, local
  std::optional<std::int64_t> uptime;   ///< seconds
  std::string full_topic;               ///< as Tasmota keeps it
  std::array<std::string, 3> prefixes;  ///< of commands, answers, reports
};

inline constexpr std::size_t longest_trait = 128;

/// Adds what `answer`, to one of `traits_commands`, tells. Members of other answers change nothing.
void read_traits(const Json& answer, Traits& traits);

}  // namespace presad::tasmota_http
