#include "families/tasmota_http/status_reader.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace presad::tasmota_http {

namespace {

void read_text(const Json& object, std::string_view key, std::string& into) {
  const Json* const member = object.find(key);
  if (member != nullptr && member->string() != nullptr) into = *member->string();
}

/// "84:E3:42:7A:1B:2C" -> "84E3427A1B2C"; anything else: empty.
std::string hardware_id(std::string text) {
  std::erase(text, ':');
  text = to_upper(text);
  return text.size() == 12 && from_hex(text) ? text : "";
}

/// A list of names; firmware before 6.0 has one name in its place.
void read_names(const Json& status, std::vector<std::string>& names) {
  const Json* const friendly = status.find("FriendlyName");
  if (friendly == nullptr) return;
  names.clear();
  if (friendly->string() != nullptr) names.push_back(*friendly->string());
  if (friendly->array() == nullptr) return;
  for (const Json& name : *friendly->array()) {
    if (name.string() != nullptr) names.push_back(*name.string());
  }
}

/// Status 3's SetOption: the flags 0 to 31, the numbers 32 to 49 as two hex digits each, the flags from 50, 82, …
void read_options(const Json::Array& words, RelayedOptions& options) {
  const auto word = [&words](std::size_t place) {
    const std::string* const text = place < words.size() ? words[place].string() : nullptr;
    return text == nullptr ? std::optional<Bytes>() : from_hex(*text);
  };
  const auto flag = [](const Bytes& bytes, unsigned bit) { return (bytes[3 - bit / 8] >> bit % 8 & 1U) != 0; };
  if (const auto flags = word(0); flags && flags->size() == 4) options.answers_by_command = flag(*flags, 4);
  if (const auto numbers = word(1); numbers && numbers->size() > 2) options.backlog_delay = (*numbers)[2];
  if (const auto flags = word(3); flags && flags->size() == 4) options.json_only = flag(*flags, 90 - 82);
}

}  // namespace

void read_identity(const Json& answer, RelayedIdentity& identity) {
  if (const Json* const status = answer.find("Status")) {
    read_text(*status, "Topic", identity.topic);
    read_names(*status, identity.friendly_names);
    if (!identity.friendly_names.empty()) identity.device_name = identity.friendly_names.front();
    read_text(*status, "DeviceName", identity.device_name);
  }
  if (const Json* const firmware = answer.find("StatusFWR")) read_text(*firmware, "Version", identity.version);
  if (const Json* const logging = answer.find("StatusLOG")) {
    const Json* const words = logging->find("SetOption");
    if (words != nullptr && words->array() != nullptr) read_options(*words->array(), identity.options);
  }
  if (const Json* const net = answer.find("StatusNET")) {
    std::string mac;
    read_text(*net, "Mac", mac);
    identity.hardware_id = hardware_id(mac);
    read_text(*net, "Hostname", identity.hostname);
    read_text(*net, "IPAddress", identity.address);
  }
  if (const Json* const mqtt = answer.find("StatusMQT")) {
    identity.mqtt_enabled = true;
    read_text(*mqtt, "MqttHost", identity.mqtt_host);
    const Json* const count = mqtt->find("MqttCount");
    if (count != nullptr && count->integer() != nullptr) {
      identity.mqtt_count = static_cast<int>(std::clamp<std::int64_t>(*count->integer(), 0, 1'000'000));
    }
  }
}

std::map<std::string, std::string> read_powers(const Json& answer) {
  std::map<std::string, std::string> powers;
  if (answer.object() == nullptr) return powers;
  for (const Json::Member& member : *answer.object()) {
    const std::string_view digits =
        std::string_view(member.first).substr(std::min<std::size_t>(member.first.size(), 5));
    const bool is_power =
        member.first.starts_with("POWER") && digits.find_first_not_of("0123456789") == std::string::npos;
    if (is_power && member.second.string() != nullptr) powers[member.first] = *member.second.string();
  }
  return powers;
}

}  // namespace presad::tasmota_http
