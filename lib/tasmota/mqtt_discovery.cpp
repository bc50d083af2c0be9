#include "tasmota/mqtt_discovery.h"

#include <utility>

#include "base/text.h"
#include "tasmota/device_form.h"
#include "tasmota/mqtt_cover.h"
#include "tasmota/mqtt_light.h"
#include "tasmota/mqtt_sensors.h"
#include "tasmota/reply.h"
#include "tasmota/telemetry.h"

namespace presad::tasmota {

namespace {

/// "84:e3:42:7a:1b:2c"
std::string mac_text(std::string_view hardware_id) {
  std::string text;
  for (std::size_t i = 0; i < hardware_id.size(); ++i) {
    if (i != 0 && i % 2 == 0) text += ':';
    text += hardware_id[i];
  }
  return to_lower(text);
}

std::string identifier(std::string_view hardware_id) { return "presad_" + to_lower(hardware_id); }

void write_device(JsonWriter& json, const View& view) {
  const Identity& identity = view.identity;
  json.key("device").begin_object();
  json.key("identifiers").begin_array().string(identifier(identity.hardware_id)).end_array();
  if (!is_derived(identity.hardware_id)) {
    json.key("connections").begin_array().begin_array();
    json.string("mac").string(mac_text(identity.hardware_id)).end_array().end_array();
  }
  json.key("name").string(device_name(view)).key("model").string(identity.module);
  if (!view.condition.protocol.empty()) json.key("sw_version").string(view.condition.protocol);
  json.end_object();
}

void write_origin(JsonWriter& json, const House& house) {
  json.key("origin").begin_object().key("name").string("presad");
  json.key("sw_version").string(house.version).end_object();
}

/// The device's and presad's own: the broker speaks for presad when it dies, and nobody then for the device.
void write_availability(JsonWriter& json, const View& view) {
  const Message online = render_lwt(true);
  json.key("availability").begin_array();
  for (const std::string* const topic : {&view.identity.topic, &view.house.own_topic}) {
    json.begin_object().key("topic").string(view.house.full_topic.build(online.prefix, *topic, online.level));
    json.key("payload_available").string(online.payload);
    json.key("payload_not_available").string(render_lwt(false).payload).end_object();
  }
  json.end_array().key("availability_mode").string("all");
}

/// Home Assistant puts the device's name in front by itself.
void write_relay_name(JsonWriter& json, const View& view, unsigned relay) {
  const bool given = relay <= max_friendly_names && (*view.options.friendly_names)[relay - 1].has_value();
  const auto& own_names = view.identity.friendly_names;
  json.key("name");
  if (view.state.relays.size() == 1) {
    json.null();
  } else if (given || (relay <= own_names.size() && !own_names[relay - 1].empty())) {
    json.string(friendly_name(view, relay));
  } else {
    json.string("Relay " + std::to_string(relay));
  }
}

void write_switch(JsonWriter& json, const View& view, unsigned relay) {
  const std::string power = power_key(view.state.relays.size(), relay, view.options);
  const auto topic = [&](Prefix prefix) { return view.house.full_topic.build(prefix, view.identity.topic, power); };
  const std::string key = "relay" + std::to_string(relay);
  json.key(key).begin_object().key("platform").string("switch");
  json.key("unique_id").string(to_lower(view.identity.hardware_id) + "_" + key);
  write_relay_name(json, view, relay);
  json.key("command_topic").string(topic(Prefix::cmnd)).key("state_topic").string(topic(Prefix::stat));
  json.key("payload_on").string("ON").key("payload_off").string("OFF").end_object();
}

}  // namespace

std::string mqtt_discovery_topic(std::string_view hardware_id) {
  return "homeassistant/device/" + identifier(hardware_id) + "/config";
}

DiscoveryMessages render_mqtt_discovery(const View& view, const Json& sensors) {
  if (!has_form(view.state)) return {};
  JsonWriter json;
  json.begin_object();
  write_device(json, view);
  write_origin(json, view.house);
  write_availability(json, view);
  json.key("components").begin_object();
  const std::size_t lamps = view.state.light && !view.state.relays.empty() ? 1 : 0;
  for (unsigned relay = 1; relay <= view.state.relays.size() - lamps; ++relay) write_switch(json, view, relay);
  if (lamps != 0) write_mqtt_light(json, view);
  if (view.state.cover) write_mqtt_cover(json, view);
  write_mqtt_sensors(json, view, sensors);
  json.end_object().end_object();
  return {{mqtt_discovery_topic(view.identity.hardware_id), json.take()}};
}

}  // namespace presad::tasmota
