#include "cli/adopt/open_doors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"

namespace presad::cli {

namespace {

using tasmota_http::Traits;

// Not "quoted": with a std::string, an argument of that type finds std::quoted first, where <iomanip> is included.
std::string in_quotes(std::string_view text) { return "\"" + printable(text) + "\""; }

/// "tasmota_7A1B2C": what the firmware calls itself until somebody gives it a name.
bool is_default_topic(std::string_view topic) {
  constexpr std::string_view before = "tasmota_";
  constexpr std::size_t digits = 6;
  if (topic == "tasmota") return true;
  return topic.starts_with(before) && topic.size() == before.size() + digits &&
         from_hex(topic.substr(before.size())).has_value();
}

/// Before a time server has told it the time, the firmware counts from 1970 on.
bool is_unset(std::string_view time) {
  constexpr std::string_view first_year = "2020";
  return time.size() >= first_year.size() && time.substr(0, first_year.size()) < first_year;
}

std::string broker_cure(const HouseFacts& house) {
  const std::string host = house.broker_for_device.empty() ? "ADDRESS" : house.broker_for_device;
  return "Backlog MqttHost " + host + ";MqttPort " + std::to_string(house.broker_port);
}

std::optional<OpenDoor> look_at_broker(const Traits& traits, const HouseFacts& house) {
  const RelayedIdentity& identity = traits.identity;
  if (!identity.mqtt_enabled) return OpenDoor{"mqtt_off", "its MQTT is off", "SetOption3 1"};
  if (identity.mqtt_host.empty()) return OpenDoor{"no_broker", "it names no broker", broker_cure(house)};
  const bool ours = std::any_of(house.broker_names.begin(), house.broker_names.end(),
                                [&](const std::string& name) { return equal_ignoring_case(name, identity.mqtt_host); });
  if (ours && (traits.mqtt_port == 0 || traits.mqtt_port == house.broker_port)) return std::nullopt;
  return OpenDoor{"other_broker",
                  "it names the broker " + in_quotes(identity.mqtt_host) + " at port " +
                      std::to_string(traits.mqtt_port) + ", and the inventory " + in_quotes(house.broker),
                  broker_cure(house)};
}

std::optional<OpenDoor> look_at_topic(const Traits& traits, const HouseFacts& house) {
  const std::string& topic = traits.identity.topic;
  if (topic != house.topic) {
    return OpenDoor{"other_topic",
                    "it calls itself " + in_quotes(topic) + ", and the inventory " + in_quotes(house.topic),
                    "Topic " + house.topic};
  }
  if (!is_default_topic(topic)) return std::nullopt;
  return OpenDoor{"default_topic", "its topic is the firmware's own, " + in_quotes(topic), "Topic NAME"};
}

}  // namespace

std::vector<OpenDoor> open_doors(const Traits& traits, const HouseFacts& house) {
  std::vector<OpenDoor> doors;
  if (house.asked_without_password) {
    doors.push_back({"no_web_password", "anybody in the network can switch it and set it up: it asks for no password",
                     "WebPassword PASSWORD"});
  }
  constexpr int wifi_manager = 2;
  if (traits.wifi_config == wifi_manager) {
    doors.push_back({"wifi_opens_access_point",
                     "with WifiConfig 2 it opens an access point to anybody near when it loses its Wi-Fi",
                     "WifiConfig 4"});
  }
  if (auto door = look_at_topic(traits, house)) doors.push_back(std::move(*door));
  if (auto door = look_at_broker(traits, house)) doors.push_back(std::move(*door));
  if (!traits.full_topic.empty() && traits.full_topic != house.full_topic) {
    doors.push_back(
        {"other_full_topic",
         "its FullTopic is " + in_quotes(traits.full_topic) + ", and the inventory's " + in_quotes(house.full_topic),
         "FullTopic " + house.full_topic});
  }
  const std::array<std::string, 3> usual = {"cmnd", "stat", "tele"};
  for (std::size_t i = 0; i < usual.size(); ++i) {
    if (traits.prefixes[i].empty() || traits.prefixes[i] == usual[i]) continue;
    doors.push_back({"other_prefixes", "its prefixes are not cmnd, stat and tele",
                     "Backlog Prefix1 cmnd;Prefix2 stat;Prefix3 tele"});
    break;
  }
  if (is_unset(traits.time)) {
    doors.push_back({"clock_unset", "its clock is not set: it says " + in_quotes(traits.time),
                     "Backlog NtpServer1 pool.ntp.org" + (is_utf8(traits.gateway) && !traits.gateway.empty()
                                                              ? ";NtpServer2 " + printable(traits.gateway)
                                                              : std::string())});
  }
  return doors;
}

}  // namespace presad::cli
