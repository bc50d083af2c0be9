// A device's state as the examples of profiles write it: one line, words with a blank between them.

#pragma once

#include <array>
#include <charconv>
#include <string>

#include "device/state.h"

namespace presad::tuya {

inline std::string number_text(double value) {
  std::array<char, 32> text{};
  // As short as the reading is meant: a sum of binary fractions is cut at six decimals.
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 6);
  std::string shown(text.data(), end);
  shown.erase(shown.find_last_not_of('0') + 1);
  if (!shown.empty() && shown.back() == '.') shown.pop_back();
  return shown;
}

inline const char* kind_text(LightKind kind) {
  constexpr std::array<const char*, 6> names = {"", "dimmer", "ct", "rgb", "rgbw", "rgbcw"};
  return names.at(static_cast<std::size_t>(kind));
}

inline const char* kind_text(ReadingKind kind) {
  constexpr std::array<const char*, 9> names = {"temperature", "humidity", "illuminance", "battery", "contact",
                                                "motion",      "water",    "smoke",       "gas"};
  return names.at(static_cast<std::size_t>(kind));
}

inline std::string state_text(const State& state) {
  std::string text;
  const auto word = [&text](const std::string& name, const std::string& value) {
    text += (text.empty() ? "" : " ") + name + "=" + value;
  };
  const auto level = [&](const char* name, const std::optional<unsigned>& value) {
    if (value) word(name, std::to_string(*value));
  };
  const auto reading = [&](const char* name, const std::optional<double>& value) {
    if (value) word(name, number_text(*value));
  };
  for (std::size_t i = 0; i < state.relays.size(); ++i) {
    constexpr std::array<const char*, 3> positions = {"?", "OFF", "ON"};
    word("POWER" + std::to_string(i + 1), positions.at(static_cast<std::size_t>(state.relays[i])));
  }
  if (state.meter) {
    reading("current", state.meter->current_a);
    reading("power", state.meter->power_w);
    reading("voltage", state.meter->voltage_v);
  }
  if (state.light) {
    word("light", kind_text(state.light->kind));
    if (state.light->levels.colour) word("colour", *state.light->levels.colour ? "1" : "0");
    level("brightness", state.light->levels.brightness);
    level("ct", state.light->levels.ct);
    level("hue", state.light->levels.hue);
    level("saturation", state.light->levels.saturation);
  }
  if (state.cover) {
    word("cover", state.cover->positioned ? "positioned" : "simple");
    level("position", state.cover->position);
    level("target", state.cover->target);
    constexpr std::array<const char*, 3> directions = {"closing", "stopped", "opening"};
    word("direction", directions.at(static_cast<std::size_t>(static_cast<int>(state.cover->direction) + 1)));
  }
  for (const Reading& each : state.readings) word(kind_text(each.kind), number_text(each.value));
  return text;
}

}  // namespace presad::tuya
