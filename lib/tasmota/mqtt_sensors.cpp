#include "tasmota/mqtt_sensors.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "tasmota/readings.h"

namespace presad::tasmota {

namespace {

/// A quantity as Home Assistant classifies it; a unit outside its class's list would be refused.
struct Quantity {
  std::string_view object;  ///< key of SENSOR
  std::string_view key;     ///< of that object
  std::string_view name;    ///< for people
  std::string_view device_class;
  std::string_view unit;         ///< empty: none
  std::string_view state_class;  ///< empty: none
};

constexpr std::string_view measurement = "measurement";
constexpr std::string_view increasing = "total_increasing";

constexpr std::array table = {
    Quantity{"ENERGY", "Total", "Energy total", "energy", "kWh", increasing},
    Quantity{"ENERGY", "Yesterday", "Energy yesterday", "energy", "kWh", ""},  // one value a day: nothing to sum up
    Quantity{"ENERGY", "Today", "Energy today", "energy", "kWh", increasing},  // falls to 0 at midnight
    Quantity{"ENERGY", "Power", "Power", "power", "W", measurement},
    Quantity{"ENERGY", "ApparentPower", "Apparent power", "apparent_power", "VA", measurement},
    Quantity{"ENERGY", "ReactivePower", "Reactive power", "reactive_power", "var", measurement},
    Quantity{"ENERGY", "Factor", "Power factor", "power_factor", "", measurement},
    Quantity{"ENERGY", "Voltage", "Voltage", "voltage", "V", measurement},
    Quantity{"ENERGY", "Current", "Current", "current", "A", measurement},
    Quantity{"TuyaSNS", "Temperature", "Temperature", "temperature", "°C", measurement},
    Quantity{"TuyaSNS", "Humidity", "Humidity", "humidity", "%", measurement},
    Quantity{"TuyaSNS", "Illuminance", "Illuminance", "illuminance", "lx", measurement},
};

/// What is so or not, as Home Assistant classifies it.
struct Sign {
  ReadingKind kind;
  std::string_view key;
  std::string_view name;
  std::string_view device_class;
};

constexpr std::array signs = {
    Sign{ReadingKind::contact, "contact", "Contact", "opening"},
    Sign{ReadingKind::motion, "motion", "Motion", "motion"},
    Sign{ReadingKind::water, "water", "Water", "moisture"},
    Sign{ReadingKind::smoke, "smoke", "Smoke", "smoke"},
    Sign{ReadingKind::gas, "gas", "Gas", "gas"},
};

void write_unless_empty(JsonWriter& json, const char* key, std::string_view text) {
  if (!text.empty()) json.key(key).string(text);
}

/// What every component of a sensor begins with.
void begin_sensor(JsonWriter& json, const View& view, std::string_view platform, const std::string& key,
                  std::string_view name, const char* level) {
  json.key(key).begin_object().key("platform").string(platform);
  json.key("unique_id").string(to_lower(view.identity.hardware_id) + "_" + key);
  json.key("name").string(name);
  json.key("state_topic").string(view.house.full_topic.build(Prefix::tele, view.identity.topic, level));
}

/// A SENSOR without the key leaves the last value alone, and no warning in Home Assistant's log.
std::string value_template(const Quantity& quantity) {
  std::string text = "{{ (value_json.";
  text.append(quantity.object).append(" | default({})).").append(quantity.key);
  return text + " | default('') }}";
}

void write_sensor_component(JsonWriter& json, const View& view, const Quantity& quantity) {
  const std::string key = to_lower(quantity.object) + "_" + to_lower(quantity.key);
  begin_sensor(json, view, "sensor", key, quantity.name, "SENSOR");
  json.key("value_template").string(value_template(quantity));
  json.key("device_class").string(quantity.device_class);
  write_unless_empty(json, "unit_of_measurement", quantity.unit);
  write_unless_empty(json, "state_class", quantity.state_class);
  json.end_object();
}

void write_switch_components(JsonWriter& json, const View& view) {
  std::size_t number = 0;
  for (const Reading& reading : switches_of(view.state)) {
    const std::string key = switch_key(++number);
    const auto* const sign =
        std::find_if(signs.begin(), signs.end(), [&](const Sign& each) { return each.kind == reading.kind; });
    if (sign == signs.end()) continue;
    begin_sensor(json, view, "binary_sensor", std::string(sign->key), sign->name, "SENSOR");
    json.key("value_template").string("{{ value_json." + key + " | default('') }}");
    json.key("payload_on").string("ON").key("payload_off").string("OFF");
    json.key("device_class").string(sign->device_class).end_object();
  }
}

void write_battery(JsonWriter& json, const View& view) {
  if (!battery_of(view.state)) return;
  begin_sensor(json, view, "sensor", "battery", "Battery", "STATE");
  json.key("value_template").string("{{ value_json.BatteryPercentage | default('') }}");
  json.key("device_class").string("battery").key("unit_of_measurement").string("%");
  json.key("state_class").string(measurement).key("entity_category").string("diagnostic").end_object();
}

}  // namespace

void write_mqtt_sensors(JsonWriter& json, const View& view, const Json& sensors) {
  for (const Quantity& quantity : table) {
    const Json* const object = sensors.find(quantity.object);
    if (object != nullptr && object->find(quantity.key) != nullptr) write_sensor_component(json, view, quantity);
  }
  write_switch_components(json, view);
  write_battery(json, view);
}

}  // namespace presad::tasmota
