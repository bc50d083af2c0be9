// Discovery of a device that is relayed to: as of one of presad's own, but for what its own STATE and SENSOR show.

#include <algorithm>

#include "base/json_members.h"
#include "tasmota/mqtt_discovery.h"
#include "tasmota/native_discovery.h"
#include "tasmota/relayed.h"

namespace presad::tasmota {

namespace {

enum Kind : std::uint8_t { relay = 1, light = 2, shutter = 3 };

/// `lt_st`: 0 none, 1 dimmer, 2 CCT, 3 RGB, 4 RGBW, 5 RGBCW (DIALECT.md, 12).
int light_subtype(const Json& state) {
  if (state.find("Dimmer") == nullptr) return 0;
  const bool white = state.find("CT") != nullptr;
  if (state.find("HSBColor") == nullptr) return white ? 2 : 1;
  if (white) return 5;
  return state.find("White") != nullptr ? 4 : 3;
}

unsigned count_shutters(const Json& sensors) {
  unsigned count = 0;
  while (sensors.find("Shutter" + std::to_string(count + 1)) != nullptr) ++count;
  return count;
}

std::string replace_first(const std::string& list, unsigned count, int kind) {
  const Result<Json> known = parse_json(list);
  if (!known || known->array() == nullptr) return list;
  Json changed = *known;
  auto& entries = std::get<Json::Array>(changed.value);
  for (unsigned each = 0; each < count && each < entries.size(); ++each) entries[each].value = std::int64_t{kind};
  return render_json(changed);
}

std::string shape(std::string_view config, const Json& state, const Json& sensors, std::string_view version) {
  auto members = split_json_object(config);
  if (!members) return std::string(config);
  const int subtype = light_subtype(state);
  const unsigned shutters = count_shutters(sensors);
  for (JsonMember& member : *members) {
    if (member.key == "sw" && !version.empty()) member.text = json_string(version.substr(0, version.find('(')));
    if (member.key == "lt_st") member.text = std::to_string(subtype);
    if (member.key == "rl" && subtype != 0) member.text = replace_first(member.text, 1, light);
    if (member.key == "rl" && shutters != 0) member.text = replace_first(member.text, 2 * shutters, shutter);
    if (member.key == "sho" && shutters != 0) {
      member.text = "[0";
      for (unsigned each = 1; each < shutters; ++each) member.text += ",0";
      member.text += "]";
    }
  }
  return join_json_object(*members);
}

}  // namespace

DiscoveryMessages render_relayed_discovery(const View& view, std::string_view state, std::string_view sensors,
                                           std::string_view version) {
  const Json sensor_object = parse_json(sensors.empty() ? "{}" : sensors).value_or(Json{Json::Object{}});
  const Json state_object = parse_json(state.empty() ? "{}" : state).value_or(Json{Json::Object{}});
  if (view.house.discovery == Discovery::mqtt) return render_mqtt_discovery(view, sensor_object);
  if (view.house.discovery != Discovery::tasmota) return {};
  DiscoveryMessages messages = render_native_discovery(view, sensor_object);
  for (DiscoveryMessage& message : messages) {
    if (message.topic.ends_with("/config")) {
      message.payload = shape(message.payload, state_object, sensor_object, version);
    } else if (!sensors.empty()) {
      message.payload = R"({"sn":)" + std::string(sensors) + R"(,"ver":1})";
    }
  }
  return messages;
}

}  // namespace presad::tasmota
