#include "tasmota/energy.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"

namespace presad::tasmota {

namespace {

constexpr int factor_decimals = 2;  // those of the others are options

constexpr double absurd = 1e9;  // a reading as large, or one that is no number, is none

std::optional<double> sane(std::optional<double> reading) noexcept {
  return reading && std::abs(*reading) < absurd ? reading : std::nullopt;
}

/// Halves go up, as in the firmware: 42.5 W shows as 43.
double rounded(double value, int decimals) noexcept {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale;
}

void write_reading(JsonWriter& json, const char* key, std::optional<double> value, int decimals) {
  if (value) json.key(key).fixed(rounded(*value, decimals), decimals);
}

/// In the order that SENSOR and the commands' answers share.
void write_counters(JsonWriter& json, const EnergyTotals& totals, int energy_decimals) {
  write_reading(json, "Total", totals.total_kwh, energy_decimals);
  write_reading(json, "Yesterday", totals.yesterday_kwh, energy_decimals);
  write_reading(json, "Today", totals.today_kwh, energy_decimals);
}

}  // namespace

void write_energy(JsonWriter& json, const Meter& meter, const EnergyTotals* totals, const Options& options,
                  UtcOffset utc_offset, bool with_period) {
  const std::optional<double> voltage = sane(meter.voltage_v);
  const std::optional<double> current = sane(meter.current_a);
  std::optional<double> power = sane(meter.power_w);
  if (power && current && *current == 0) power = 0;  // a meter's rest of a watt without current is noise

  std::optional<double> apparent;
  std::optional<double> reactive;
  std::optional<double> factor;
  if (voltage && current) apparent = std::abs(*voltage * *current);
  if (apparent && power) {
    apparent = std::max(*apparent, std::abs(*power));  // the readings are not of one instant
    reactive = std::sqrt(*apparent * *apparent - *power * *power);
    factor = *apparent > 0 ? std::abs(*power) / *apparent : 0;
  }

  json.begin_object();
  if (totals != nullptr) {
    if (totals->total_start) json.key("TotalStartTime").string(render_local(*totals->total_start, utc_offset));
    write_counters(json, *totals, options.energy_decimals);
    if (with_period) write_reading(json, "Period", totals->period_wh, options.watt_decimals);
  }
  write_reading(json, "Power", power, options.watt_decimals);
  write_reading(json, "ApparentPower", apparent, options.watt_decimals);
  write_reading(json, "ReactivePower", reactive, options.watt_decimals);
  write_reading(json, "Factor", factor, factor_decimals);
  write_reading(json, "Voltage", voltage, options.volt_decimals);
  write_reading(json, "Current", current, options.ampere_decimals);
  json.end_object();
}

std::string render_counters(std::string_view key, const EnergyTotals& totals, const Options& options) {
  JsonWriter json;
  json.begin_object().key(key).begin_object();
  write_counters(json, totals, options.energy_decimals);
  json.end_object().end_object();
  return json.take();
}

Messages render_corrected(const EnergyCorrection& correction, const EnergyTotals& totals, const Options& options) {
  if (correction.silent) return {};
  return {{Prefix::stat, options.answers_by_command == 0 ? "RESULT" : to_upper(correction.key),
           render_counters(correction.key, totals, options), false}};
}

}  // namespace presad::tasmota
