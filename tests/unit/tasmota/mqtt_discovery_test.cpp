// MQTT discovery, held to the field tables of DIALECT.md, 12.

#include "tasmota/mqtt_discovery.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "unit/tasmota/metering_plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// What Home Assistant allows for a device_class: its units, and whether a total.
struct Class {
  const char* unit;  ///< nullptr: none
  std::set<std::string> state_classes;
};

const std::map<std::string, Class> classes = {
    {"power", {"W", {"measurement"}}},
    {"apparent_power", {"VA", {"measurement"}}},
    {"reactive_power", {"var", {"measurement"}}},
    {"power_factor", {nullptr, {"measurement"}}},
    {"voltage", {"V", {"measurement"}}},
    {"current", {"A", {"measurement"}}},
    {"energy", {"kWh", {"total_increasing", ""}}},  // never measurement: it would not be usable in the Energy dashboard
};

const std::set<std::string> switch_keys = {"platform",    "unique_id",  "name",       "command_topic",
                                           "state_topic", "payload_on", "payload_off"};
const std::set<std::string> sensor_keys = {
    "platform",     "unique_id",           "name",       "state_topic", "value_template",
    "device_class", "unit_of_measurement", "state_class"};

Json message_of(Plug& plug) {
  const DiscoveryMessages messages = render_mqtt_discovery(plug.view(), sensors_of(plug));
  REQUIRE(messages.size() == 1);
  Result<Json> message = parse_json(messages[0].payload);
  REQUIRE(message);
  return *message;
}

std::string text_at(const Json& json, const char* key) {
  const Json* const value = json.find(key);
  return value == nullptr || value->string() == nullptr ? "" : *value->string();
}

}  // namespace

TEST_CASE("the device message names the device, its origin and both who must be there") {
  Plug plug;
  CHECK(render_mqtt_discovery(plug.view(), {}).at(0).topic == "homeassistant/device/presad_84e3427a1b2c/config");
  const Json message = message_of(plug);
  CHECK(render_json(*message.find("device")) ==
        R"({"identifiers":["presad_84e3427a1b2c"],"connections":[["mac","84:e3:42:7a:1b:2c"]],)"
        R"("name":"Kitchen plug","model":"Tuya Plug","sw_version":"3.3"})");
  CHECK(render_json(*message.find("origin")) == R"({"name":"presad","sw_version":"0.1.0"})");
  CHECK(text_at(message, "availability_mode") == "all");
  CHECK(render_json(*message.find("availability")) ==
        R"([{"topic":"tele/plug_kitchen/LWT","payload_available":"Online","payload_not_available":"Offline"},)"
        R"({"topic":"tele/presad/LWT","payload_available":"Online","payload_not_available":"Offline"}])");
}

TEST_CASE("a derived id is nobody's MAC") {
  Plug plug;
  plug.identity.hardware_id = "02E3427A1B2C";
  CHECK(message_of(plug).find("device")->find("connections") == nullptr);
}

TEST_CASE("every component has only keys that Home Assistant knows, and an id of its own") {
  MeteringPlug plug;
  plug.state.relays = {Power::on, Power::off};
  std::set<std::string> ids;
  const Json message = message_of(plug);
  for (const auto& [key, component] : *message.find("components")->object()) {
    CAPTURE(key);
    const bool is_switch = text_at(component, "platform") == "switch";
    CHECK((is_switch || text_at(component, "platform") == "sensor"));
    for (const auto& [name, value] : *component.object()) CHECK((is_switch ? switch_keys : sensor_keys).contains(name));
    CHECK(text_at(component, "unique_id") == "84e3427a1b2c_" + key);
    ids.insert(text_at(component, "unique_id"));
  }
  CHECK(ids.size() == message.find("components")->object()->size());
  CHECK(ids.size() == 2 + 9);
}

TEST_CASE("the only relay is the device itself and speaks on POWER") {
  Plug plug;
  const Json relay = *message_of(plug).find("components")->find("relay1");
  CHECK(relay.find("name")->is_null());
  CHECK(text_at(relay, "command_topic") == "cmnd/plug_kitchen/POWER");
  CHECK(text_at(relay, "state_topic") == "stat/plug_kitchen/POWER");
}

TEST_CASE("the relays of a strip have names and topics of their own") {
  Plug plug;
  plug.state.relays = {Power::on, Power::off};
  plug.identity.friendly_names = {"", "Fan"};
  const Json message = message_of(plug);
  CHECK(text_at(*message.find("components")->find("relay1"), "name") == "Relay 1");
  CHECK(text_at(*message.find("components")->find("relay2"), "name") == "Fan");
  CHECK(text_at(*message.find("components")->find("relay2"), "command_topic") == "cmnd/plug_kitchen/POWER2");
  CHECK(text_at(*message.find("components")->find("relay2"), "state_topic") == "stat/plug_kitchen/POWER2");
}

TEST_CASE("each reading of ENERGY is a sensor with a unit and a state_class that its device_class allows") {
  MeteringPlug plug;
  const Json sensors = sensors_of(plug);
  const Json message = message_of(plug);
  std::size_t found = 0;
  for (const auto& [key, value] : *sensors.find("ENERGY")->object()) {
    if (value.string() != nullptr) continue;  // TotalStartTime
    CAPTURE(key);
    const Json* sensor = nullptr;
    for (const auto& [name, component] : *message.find("components")->object()) {
      if (text_at(component, "value_template") == "{{ (value_json.ENERGY | default({}))." + key + " | default('') }}") {
        sensor = &component;
      }
    }
    REQUIRE(sensor != nullptr);
    ++found;
    const auto known = classes.find(text_at(*sensor, "device_class"));
    REQUIRE(known != classes.end());
    CHECK(text_at(*sensor, "unit_of_measurement") == (known->second.unit == nullptr ? "" : known->second.unit));
    CHECK(known->second.state_classes.contains(text_at(*sensor, "state_class")));
    CHECK(text_at(*sensor, "state_topic") == "tele/plug_kitchen/SENSOR");
  }
  CHECK(found == 9);
}

TEST_CASE("what falls to 0 at midnight may increase, what changes once a day is no series") {
  MeteringPlug plug;
  const Json message = message_of(plug);
  const Json& components = *message.find("components");
  CHECK(text_at(*components.find("energy_total"), "state_class") == "total_increasing");
  CHECK(text_at(*components.find("energy_today"), "state_class") == "total_increasing");
  CHECK(components.find("energy_yesterday")->find("state_class") == nullptr);
}

TEST_CASE("a reading that the device never gave is no sensor") {
  Plug plug;
  CHECK(message_of(plug).find("components")->object()->size() == 1);
  plug.state.meter = Meter{43.0, {}, {}};
  CHECK(message_of(plug).find("components")->find("energy_power") != nullptr);
  CHECK(message_of(plug).find("components")->find("energy_voltage") == nullptr);
}

TEST_CASE("a device whose relays nobody knows is not announced by MQTT discovery either") {
  Plug plug;
  plug.state.relays.clear();
  CHECK(render_mqtt_discovery(plug.view(), {}).empty());
}
