#include "tasmota/device_form.h"

#include <algorithm>
#include <charconv>

namespace presad::tasmota {

namespace {

constexpr unsigned last_light = static_cast<unsigned>(LightKind::rgbcw);
constexpr unsigned last_reading = static_cast<unsigned>(ReadingKind::gas);

std::string_view take(std::string_view& text, char end) {
  const std::string_view part = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

/// More than `most`, which is nothing, where it is no number.
unsigned number_of(std::string_view text, unsigned most) {
  unsigned number = most + 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void restore_readings(std::vector<Reading>& readings, std::string_view kinds) {
  while (!kinds.empty()) {
    const unsigned kind = number_of(take(kinds, ','), last_reading);
    if (kind <= last_reading) readings.push_back({static_cast<ReadingKind>(kind), 0, 0});
  }
}

}  // namespace

std::string render_form(const State& state) {
  std::string text;
  if (state.light) text += "light=" + std::to_string(static_cast<unsigned>(state.light->kind)) + " ";
  if (state.cover) text += std::string("cover=") + (state.cover->positioned ? "1 " : "0 ");
  if (!state.readings.empty()) {
    text += "readings=";
    for (const Reading& each : state.readings) text += std::to_string(static_cast<unsigned>(each.kind)) + ",";
    text.back() = ' ';
  }
  if (!text.empty()) text.pop_back();
  return text;
}

void restore_form(State& state, std::string_view text) {
  while (!text.empty()) {
    std::string_view value = take(text, ' ');
    const std::string_view name = take(value, '=');
    if (name == "light" && !state.light && !state.relays.empty()) {
      const unsigned kind = number_of(value, last_light);
      if (kind > 0 && kind <= last_light) state.light = Light{static_cast<LightKind>(kind), {}};
    } else if (name == "cover" && !state.cover) {
      state.cover = Cover{value == "1", {}, {}, CoverDirection::stopped};
    } else if (name == "readings" && state.readings.empty()) {
      restore_readings(state.readings, value);
    }
  }
}

bool has_form(const State& state) noexcept { return !state.relays.empty() || state.cover || !state.readings.empty(); }

}  // namespace presad::tasmota
