// Lamps, covers and sensors in MQTT discovery, held to the field tables of DIALECT.md, 12.

#include <doctest/doctest.h>

#include <set>

#include "tasmota/mqtt_discovery.h"
#include "unit/tasmota/metering_plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

Json components_of(Plug& plug) {
  const DiscoveryMessages messages = render_mqtt_discovery(plug.view(), sensors_of(plug));
  REQUIRE(messages.size() == 1);
  const Result<Json> message = parse_json(messages[0].payload);
  REQUIRE(message);
  return *message->find("components");
}

std::string text_at(const Json& components, const char* component, const char* key) {
  const Json* const object = components.find(component);
  const Json* const value = object == nullptr ? nullptr : object->find(key);
  return value == nullptr || value->string() == nullptr ? "" : *value->string();
}

std::set<std::string> keys_of(const Json& components, const char* component) {
  std::set<std::string> keys;
  for (const auto& [key, value] : *components.find(component)->object()) keys.insert(key);
  return keys;
}

Json lamp(LightKind kind) {
  Plug plug;
  plug.state.light = Light{kind, {}};
  return components_of(plug);
}

const std::set<std::string> dimmer_keys = {"platform",
                                           "unique_id",
                                           "name",
                                           "command_topic",
                                           "state_topic",
                                           "state_value_template",
                                           "payload_on",
                                           "payload_off",
                                           "brightness_command_topic",
                                           "brightness_state_topic",
                                           "brightness_value_template",
                                           "brightness_scale",
                                           "on_command_type"};
const std::set<std::string> ct_keys = {"color_temp_command_topic", "color_temp_state_topic",
                                       "color_temp_value_template", "min_mireds", "max_mireds"};
const std::set<std::string> rgb_keys = {"rgb_command_topic", "rgb_command_template", "rgb_state_topic",
                                        "rgb_value_template"};
const std::set<std::string> mode_keys = {"color_mode_state_topic", "color_mode_value_template"};

std::set<std::string> joined(std::initializer_list<const std::set<std::string>*> sets) {
  std::set<std::string> all;
  for (const auto* const each : sets) all.insert(each->begin(), each->end());
  return all;
}

}  // namespace

TEST_CASE("a lamp is a light with the keys of its kind, and no switch") {
  const std::set<std::string> white_keys = {"white_command_topic", "white_scale"};
  CHECK(keys_of(lamp(LightKind::dimmer), "light") == dimmer_keys);
  CHECK(keys_of(lamp(LightKind::ct), "light") == joined({&dimmer_keys, &ct_keys}));
  CHECK(keys_of(lamp(LightKind::rgb), "light") == joined({&dimmer_keys, &rgb_keys}));
  CHECK(keys_of(lamp(LightKind::rgbw), "light") == joined({&dimmer_keys, &rgb_keys, &mode_keys, &white_keys}));
  CHECK(keys_of(lamp(LightKind::rgbcw), "light") == joined({&dimmer_keys, &rgb_keys, &mode_keys, &ct_keys}));
  CHECK(lamp(LightKind::dimmer).object()->size() == 1);
}

TEST_CASE("a lamp is told and read where presad listens and speaks") {
  const Json components = lamp(LightKind::rgbcw);
  CHECK(text_at(components, "light", "unique_id") == "84e3427a1b2c_light");
  CHECK(components.find("light")->find("name")->is_null());
  CHECK(text_at(components, "light", "command_topic") == "cmnd/plug_kitchen/POWER");
  CHECK(text_at(components, "light", "state_topic") == "tele/plug_kitchen/STATE");
  CHECK(text_at(components, "light", "state_value_template") == "{{ value_json.POWER | default('') }}");
  CHECK(text_at(components, "light", "brightness_command_topic") == "cmnd/plug_kitchen/Dimmer");
  CHECK(*components.find("light")->find("brightness_scale")->integer() == 100);
  CHECK(text_at(components, "light", "color_temp_command_topic") == "cmnd/plug_kitchen/CT");
  CHECK(text_at(components, "light", "rgb_command_topic") == "cmnd/plug_kitchen/Color2");
  CHECK(text_at(components, "light", "rgb_command_template") == "{{ '%02x%02x%02x' | format(red, green, blue) }}");
}

TEST_CASE("a cover takes its words through Backlog, and a position where it knows one") {
  Plug plug;
  plug.state.relays.clear();
  plug.state.cover = Cover{true, 40, {}, CoverDirection::stopped};
  const Json components = components_of(plug);
  CHECK(text_at(components, "cover", "command_topic") == "cmnd/plug_kitchen/Backlog");
  CHECK(text_at(components, "cover", "payload_open") == "ShutterOpen1");
  CHECK(text_at(components, "cover", "payload_close") == "ShutterClose1");
  CHECK(text_at(components, "cover", "payload_stop") == "ShutterStop1");
  CHECK(text_at(components, "cover", "position_topic") == "stat/plug_kitchen/RESULT");
  CHECK(text_at(components, "cover", "set_position_topic") == "cmnd/plug_kitchen/ShutterPosition1");
  plug.state.cover->positioned = false;
  CHECK_FALSE(keys_of(components_of(plug), "cover").contains("set_position_topic"));
  CHECK(keys_of(components_of(plug), "cover").contains("state_topic"));
}

TEST_CASE("sensors are sensors and binary sensors, each of its class") {
  Plug plug;
  plug.state.relays.clear();
  plug.state.readings = {
      {ReadingKind::temperature, 21.5, 1}, {ReadingKind::humidity, 40, 0}, {ReadingKind::illuminance, 3, 0},
      {ReadingKind::battery, 80, 0},       {ReadingKind::contact, 1, 0},   {ReadingKind::motion, 0, 0},
      {ReadingKind::water, 0, 0},          {ReadingKind::smoke, 0, 0},     {ReadingKind::gas, 0, 0}};
  const Json components = components_of(plug);
  CHECK(components.object()->size() == 9);
  CHECK(text_at(components, "tuyasns_temperature", "unit_of_measurement") == "°C");
  CHECK(text_at(components, "tuyasns_temperature", "device_class") == "temperature");
  CHECK(text_at(components, "tuyasns_humidity", "unit_of_measurement") == "%");
  CHECK(text_at(components, "tuyasns_illuminance", "unit_of_measurement") == "lx");
  CHECK(text_at(components, "battery", "state_topic") == "tele/plug_kitchen/STATE");
  CHECK(text_at(components, "battery", "device_class") == "battery");
  CHECK(text_at(components, "contact", "platform") == "binary_sensor");
  CHECK(text_at(components, "contact", "value_template") == "{{ value_json.Switch1 | default('') }}");
  CHECK(text_at(components, "gas", "value_template") == "{{ value_json.Switch5 | default('') }}");
  CHECK(text_at(components, "water", "device_class") == "moisture");
  for (const auto& [key, component] : *components.object()) {
    CHECK(*component.find("unique_id")->string() == "84e3427a1b2c_" + key);
  }
}
