#include "tasmota/mqtt_sensors.h"

#include <array>
#include <string>

#include "base/text.h"

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
};

void write_unless_empty(JsonWriter& json, const char* key, std::string_view text) {
  if (!text.empty()) json.key(key).string(text);
}

/// A SENSOR without the key leaves the last value alone, and no warning in Home Assistant's log.
std::string value_template(const Quantity& quantity) {
  std::string text = "{{ (value_json.";
  text.append(quantity.object).append(" | default({})).").append(quantity.key);
  return text + " | default('') }}";
}

void write_sensor_component(JsonWriter& json, const View& view, const Quantity& quantity) {
  const std::string key = to_lower(quantity.object) + "_" + to_lower(quantity.key);
  json.key(key).begin_object().key("platform").string("sensor");
  json.key("unique_id").string(to_lower(view.identity.hardware_id) + "_" + key);
  json.key("name").string(quantity.name);
  json.key("state_topic").string(view.house.full_topic.build(Prefix::tele, view.identity.topic, "SENSOR"));
  json.key("value_template").string(value_template(quantity));
  json.key("device_class").string(quantity.device_class);
  write_unless_empty(json, "unit_of_measurement", quantity.unit);
  write_unless_empty(json, "state_class", quantity.state_class);
  json.end_object();
}

}  // namespace

void write_mqtt_sensors(JsonWriter& json, const View& view, const Json& sensors) {
  for (const Quantity& quantity : table) {
    const Json* const object = sensors.find(quantity.object);
    if (object != nullptr && object->find(quantity.key) != nullptr) write_sensor_component(json, view, quantity);
  }
}

}  // namespace presad::tasmota
