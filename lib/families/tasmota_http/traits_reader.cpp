#include "families/tasmota_http/traits_reader.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "families/tasmota_http/status_reader.h"

namespace presad::tasmota_http {

namespace {

void read_text(const Json& object, std::string_view key, std::string& into) {
  const Json* const member = object.find(key);
  if (member != nullptr && member->string() != nullptr && member->string()->size() <= longest_trait) {
    into = *member->string();
  }
}

std::optional<std::int64_t> read_number(const Json& object, std::string_view key, std::int64_t most) {
  const Json* const member = object.find(key);
  if (member == nullptr || member->integer() == nullptr) return std::nullopt;
  const std::int64_t number = *member->integer();
  return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// "3T04:05:06"; firmware before 6.0 tells whole hours, which say too little.
std::optional<std::int64_t> seconds_of(std::string_view uptime) {
  std::array<std::int64_t, 4> parts{};
  constexpr std::array behind = {'T', ':', ':', '\0'};
  constexpr std::int64_t most = 100'000;
  const char* place = uptime.data();
  const char* const end = place + uptime.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [next, error] = std::from_chars(place, end, parts[i]);
    if (error != std::errc() || parts[i] < 0 || parts[i] > most) return std::nullopt;
    if (i + 1 == parts.size())
      return next == end ? std::optional(((parts[0] * 24 + parts[1]) * 60 + parts[2]) * 60 + parts[3]) : std::nullopt;
    if (next == end || *next != behind[i]) return std::nullopt;
    place = next + 1;
  }
  return std::nullopt;
}

/// Whoever is told to remember them gets no more than a line of each.
void shorten(RelayedIdentity& identity) {
  constexpr std::size_t most_names = 32;
  for (std::string* const text : {&identity.topic, &identity.device_name, &identity.hostname, &identity.address,
                                  &identity.version, &identity.mqtt_host}) {
    if (text->size() > longest_trait) text->clear();
  }
  identity.friendly_names.resize(std::min(identity.friendly_names.size(), most_names));
  for (std::string& name : identity.friendly_names) {
    if (name.size() > longest_trait) name.clear();
  }
}

}  // namespace

void read_traits(const Json& answer, Traits& traits) {
  read_identity(answer, traits.identity);
  shorten(traits.identity);
  if (const Json* const status = answer.find("Status")) {
    const Json* const topic = status->find("Topic");
    traits.is_tasmota = topic != nullptr && topic->string() != nullptr;
  }
  if (const Json* const net = answer.find("StatusNET")) {
    constexpr std::int64_t most = 255;
    if (const auto number = read_number(*net, "WifiConfig", most)) traits.wifi_config = static_cast<int>(*number);
    read_text(*net, "Gateway", traits.gateway);
  }
  if (const Json* const mqtt = answer.find("StatusMQT")) {
    constexpr std::int64_t most = 65535;
    traits.mqtt_port = static_cast<unsigned>(read_number(*mqtt, "MqttPort", most).value_or(0));
    read_text(*mqtt, "MqttUser", traits.mqtt_user);
  }
  if (const Json* const state = answer.find("StatusSTS")) {
    read_text(*state, "Time", traits.time);
    std::string uptime;
    read_text(*state, "Uptime", uptime);
    if (const auto seconds = seconds_of(uptime)) traits.uptime = seconds;
  }
  read_text(answer, "FullTopic", traits.full_topic);
  for (std::size_t i = 0; i < traits.prefixes.size(); ++i) {
    read_text(answer, "Prefix" + std::to_string(i + 1), traits.prefixes[i]);
  }
}

}  // namespace presad::tasmota_http
