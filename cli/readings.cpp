#include "cli/readings.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string_view>
#include <variant>

#include "base/json.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {

struct Unit {
  std::string_view key;
  std::string_view unit;
};

/// Tasmota's names. Source: lib/tasmota/DIALECT.md, 5.
constexpr std::array<Unit, 14> units = {{{"Voltage", "V"},
                                         {"Current", "A"},
                                         {"Power", "W"},
                                         {"ApparentPower", "VA"},
                                         {"ReactivePower", "VAr"},
                                         {"Factor", ""},
                                         {"Total", "kWh"},
                                         {"Today", "kWh"},
                                         {"Yesterday", "kWh"},
                                         {"Temperature", "°C"},
                                         {"Humidity", "%"},
                                         {"Illuminance", "lx"},
                                         {"Battery", "%"},
                                         {"Position", "%"}}};

void append_line(std::string& text, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  std::string padded(name);
  padded.resize(std::max<std::size_t>(padded.size(), 13), ' ');
  text += padded + ' ' + for_terminal(value) + '\n';
}

std::optional<std::string> number_of(const Json& json) {
  if (const std::int64_t* const whole = json.integer()) return std::to_string(*whole);
  const double* const number = std::get_if<double>(&json.value);
  if (number == nullptr) return std::nullopt;
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.10g", *number);
  return std::string(text.data(), static_cast<std::size_t>(std::max(size, 0)));
}

void append_readings(std::string& text, const Json& object, std::string_view temperature_unit) {
  for (const auto& [key, value] : *object.object()) {
    if (value.object() != nullptr) {
      append_readings(text, value, temperature_unit);
      continue;
    }
    const auto row = std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.key == key; });
    const auto number = number_of(value);
    if (row == units.end() || !number) continue;
    const std::string_view unit = key == "Temperature" ? temperature_unit : row->unit;
    append_line(text, key, unit.empty() ? *number : *number + ' ' + std::string(unit));
  }
}

}  // namespace

std::string render_readings(const std::string& sensor) {
  std::string text;
  const auto json = parse_json(sensor);
  if (!json || json->object() == nullptr) return text;
  const Json* const unit = json->find("TempUnit");
  const bool fahrenheit = unit != nullptr && unit->string() != nullptr && *unit->string() == "F";
  append_readings(text, *json, fahrenheit ? "°F" : "°C");
  return text;
}

std::string render_known(const control::GetReply& known) {
  std::string text;
  append_line(text, "STATE", known.state);
  append_line(text, "SENSOR", known.sensor);
  text += render_readings(known.sensor);
  for (const Datapoint& datapoint : known.datapoints) {
    JsonWriter json;
    std::visit(
        [&](const auto& value) {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, bool>) json.boolean(value);
          if constexpr (std::is_same_v<Value, std::int64_t>) json.integer(value);
          if constexpr (std::is_same_v<Value, std::string>) json.string(value);
        },
        datapoint.value);
    append_line(text, std::to_string(datapoint.id), json.text());
  }
  return text;
}

Result<std::string> render_get_answer(const Json& parameters, bool json) {
  if (json) return json_for_terminal(render_json(parameters)) + '\n';
  const Result<control::GetReply> known = control::read_get(parameters);
  if (!known) return known.error();
  return render_known(*known);
}

}  // namespace presad::cli
