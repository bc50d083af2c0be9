#include "tasmota/margins.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/json.h"

namespace presad::tasmota {

namespace {

/// Within that the firmware lets a load settle before it compares.
constexpr Duration settling = std::chrono::seconds(3);
constexpr int most_percent = 100;
constexpr std::size_t longest_history = 64;

/// Whole units, cut off as the firmware does; nothing for what cannot be a reading.
std::optional<int> whole(std::optional<double> reading) {
  constexpr double absurd = 1e6;
  if (!reading || !(std::abs(*reading) < absurd)) return std::nullopt;
  return static_cast<int>(*reading);
}

bool exceeds(int change, int least, int delta) {
  if (delta <= most_percent) return change * 100LL / std::max(least, 1) > delta;
  return change > delta - most_percent;
}

/// Tells `key` where crossing `margin` (0: off) changed.
void tell_change(JsonWriter& json, const char* key, int margin, bool crossed, bool& was) {
  if (margin == 0 || crossed == was) return;
  was = crossed;
  json.key(key).string(crossed ? "ON" : "OFF");
}

}  // namespace

std::optional<int> Margins::take_delta(int power_w, int delta, Timestamp now) {
  // What stood there when the load began to change is what it is compared with.
  while (history_.size() > 1 && history_[1].at + settling <= now) history_.erase(history_.begin());
  if (history_.size() == longest_history) history_.erase(history_.begin());
  const int before = history_.empty() ? power_w : history_.front().power_w;
  history_.push_back({now, power_w});
  if (delta == 0 || !exceeds(std::abs(power_w - before), std::min(before, power_w), delta)) return std::nullopt;
  history_.assign(1, {now, power_w});  // one report for one change
  return power_w - before;
}

std::optional<std::string> Margins::on_reading(const State& state, const Options& options, Timestamp now) {
  if (!state.meter) return std::nullopt;
  const std::optional<int> power = whole(state.meter->power_w);
  const std::optional<int> voltage = whole(state.meter->voltage_v);
  std::optional<int> current;
  if (state.meter->current_a) current = whole(*state.meter->current_a * 1000);
  JsonWriter json;
  json.begin_object().key("MARGINS").begin_object();
  const std::size_t empty = json.text().size();
  if (power) {
    if (const auto change = take_delta(*power, options.power_delta, now)) json.key("PowerDelta").integer(*change);
  }
  const bool on = std::find(state.relays.begin(), state.relays.end(), Power::on) != state.relays.end();
  if (on && power) {
    tell_change(json, "PowerLow", options.power_low, *power < options.power_low, power_.low);
    tell_change(json, "PowerHigh", options.power_high, *power > options.power_high, power_.high);
  }
  if (on && voltage) {
    tell_change(json, "VoltageLow", options.voltage_low, *voltage < options.voltage_low, voltage_.low);
    tell_change(json, "VoltageHigh", options.voltage_high, *voltage > options.voltage_high, voltage_.high);
  }
  if (on && current) {
    tell_change(json, "CurrentLow", options.current_low, *current < options.current_low, current_.low);
    tell_change(json, "CurrentHigh", options.current_high, *current > options.current_high, current_.high);
  }
  if (json.text().size() == empty) return std::nullopt;
  return json.end_object().end_object().take();
}

}  // namespace presad::tasmota
