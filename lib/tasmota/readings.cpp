#include "tasmota/readings.h"

#include <algorithm>
#include <cmath>

namespace presad::tasmota {

namespace {

constexpr unsigned most_decimals = 3;

const char* measured_key(ReadingKind kind) noexcept {
  switch (kind) {
    case ReadingKind::temperature:
      return "Temperature";
    case ReadingKind::humidity:
      return "Humidity";
    case ReadingKind::illuminance:
      return "Illuminance";
    default:
      return nullptr;
  }
}

bool is_measured(const Reading& reading) noexcept { return measured_key(reading.kind) != nullptr; }

const char* switch_word(const Reading& reading) noexcept { return reading.value != 0 ? "ON" : "OFF"; }

}  // namespace

std::vector<Reading> switches_of(const State& state) {
  std::vector<Reading> switches;
  std::copy_if(state.readings.begin(), state.readings.end(), std::back_inserter(switches),
               [](const Reading& reading) { return !is_measured(reading) && reading.kind != ReadingKind::battery; });
  return switches;
}

std::string switch_key(std::size_t number) { return "Switch" + std::to_string(number); }

bool has_measured(const State& state) noexcept {
  return std::any_of(state.readings.begin(), state.readings.end(), is_measured);
}

bool has_temperature(const State& state) noexcept {
  return std::any_of(state.readings.begin(), state.readings.end(),
                     [](const Reading& reading) { return reading.kind == ReadingKind::temperature; });
}

void write_switches(JsonWriter& json, const State& state) {
  std::size_t number = 0;
  for (const Reading& reading : switches_of(state)) json.key(switch_key(++number)).string(switch_word(reading));
}

void write_measured(JsonWriter& json, const State& state) {
  if (!has_measured(state)) return;
  json.key("TuyaSNS").begin_object();
  for (const Reading& reading : state.readings) {
    if (!is_measured(reading)) continue;
    json.key(measured_key(reading.kind));
    json.fixed(reading.value, static_cast<int>(std::min(reading.decimals, most_decimals)));
  }
  json.end_object();
}

std::optional<int> battery_of(const State& state) noexcept {
  for (const Reading& reading : state.readings) {
    if (reading.kind == ReadingKind::battery) {
      return static_cast<int>(std::lround(std::clamp(reading.value, 0.0, 100.0)));
    }
  }
  return std::nullopt;
}

Messages render_switched(const State& before, const State& now) {
  Messages messages;
  std::size_t number = 0;
  for (const Reading& reading : switches_of(now)) {
    ++number;
    const auto former = std::find_if(before.readings.begin(), before.readings.end(),
                                     [&](const Reading& each) { return each.kind == reading.kind; });
    if (former != before.readings.end() && (former->value != 0) == (reading.value != 0)) continue;
    JsonWriter json;
    json.begin_object().key(switch_key(number)).begin_object();
    json.key("Action").string(switch_word(reading)).end_object().end_object();
    messages.push_back({Prefix::stat, "RESULT", json.take(), false});
  }
  return messages;
}

}  // namespace presad::tasmota
