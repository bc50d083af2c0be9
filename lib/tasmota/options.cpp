#include "tasmota/options.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace presad::tasmota {

namespace {

constexpr int longest_pulse = 65535;

constexpr std::array numbers = {
    NumberOption{"SetOption0", &Options::save_state, 0, 1},
    NumberOption{"SetOption4", &Options::answers_by_command, 0, 1},
    NumberOption{"SetOption19", &Options::discovery_off, 0, 1},
    NumberOption{"SetOption20", &Options::dimmer_alone, 0, 1},
    NumberOption{"SetOption26", &Options::indexed_power, 0, 1},
    NumberOption{"SetOption34", &Options::backlog_delay, 0, 255},
    NumberOption{"SetOption59", &Options::state_first, 0, 1},
    NumberOption{"SetOption90", &Options::json_only, 0, 1},
    NumberOption{"SetOption104", &Options::no_retain, 0, 1},
    NumberOption{"ButtonRetain", &Options::button_retain, 0, 1},
    NumberOption{"SwitchRetain", &Options::switch_retain, 0, 1},
    NumberOption{"SensorRetain", &Options::sensor_retain, 0, 1},
    NumberOption{"PowerRetain", &Options::power_retain, 0, 1},
    NumberOption{"InfoRetain", &Options::info_retain, 0, 1},
    NumberOption{"StateRetain", &Options::state_retain, 0, 1},
    NumberOption{"StatusRetain", &Options::status_retain, 0, 1},
    NumberOption{"VoltRes", &Options::volt_decimals, 0, 3},
    NumberOption{"AmpRes", &Options::ampere_decimals, 0, 3},
    NumberOption{"WattRes", &Options::watt_decimals, 0, 3},
    NumberOption{"EnergyRes", &Options::energy_decimals, 0, 5},
    NumberOption{"FreqRes", &Options::frequency_decimals, 0, 3},
    NumberOption{"BlinkTime", &Options::blink_time, 2, 3600},
    NumberOption{"BlinkCount", &Options::blink_count, 0, 32000},
    NumberOption{"Fade", &Options::fade, 0, 1},
    NumberOption{"Speed", &Options::speed, 1, 40},
    NumberOption{"LedTable", &Options::led_table, 0, 1},
    NumberOption{"DimmerStep", &Options::dimmer_step, 1, 50},
    NumberOption{"ShutterLock", &Options::shutter_lock, 0, 1},
    NumberOption{"PowerDelta", &Options::power_delta, 0, 32000},
    NumberOption{"PowerLow", &Options::power_low, 0, 6000},
    NumberOption{"PowerHigh", &Options::power_high, 0, 6000},
    NumberOption{"VoltageLow", &Options::voltage_low, 0, 500},
    NumberOption{"VoltageHigh", &Options::voltage_high, 0, 500},
    NumberOption{"CurrentLow", &Options::current_low, 0, 25000},
    NumberOption{"CurrentHigh", &Options::current_high, 0, 25000},
};

std::string numbered(std::string_view name, std::size_t index) { return std::string(name) + std::to_string(index + 1); }

void restore_number(int& number, const Json* kept, int lowest, int highest) {
  const std::int64_t* const value = kept == nullptr ? nullptr : kept->integer();
  if (value != nullptr && *value >= lowest && *value <= highest) number = static_cast<int>(*value);
}

void restore_name(std::optional<std::string>& name, const Json* kept) {
  const std::string* const text = kept == nullptr ? nullptr : kept->string();
  if (text != nullptr && is_name(*text)) name = *text;
}

}  // namespace

std::span<const NumberOption> number_options() noexcept { return numbers; }

const NumberOption* find_number_option(std::string_view name) noexcept {
  const auto* const found =
      std::find_if(numbers.begin(), numbers.end(), [&](const NumberOption& each) { return each.name == name; });
  return found == numbers.end() ? nullptr : found;
}

bool is_name(std::string_view text) noexcept {
  return text.size() <= longest_name && is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

std::string render_options(const Options& options) {
  const Options defaults;
  if (options == defaults) return {};
  JsonWriter json;
  json.begin_object();
  for (const NumberOption& each : numbers) {
    if (options.*each.value != defaults.*each.value) json.key(each.name).integer(options.*each.value);
  }
  for (std::size_t i = 0; i < pulse_timers; ++i) {
    const int time = (*options.pulse_times)[i];
    if (time != 0) json.key(numbered("PulseTime", i)).integer(time);
  }
  if (options.device_name) json.key("DeviceName").string(*options.device_name);
  for (std::size_t i = 0; i < max_friendly_names; ++i) {
    const auto& name = (*options.friendly_names)[i];
    if (name) json.key(numbered("FriendlyName", i)).string(*name);
  }
  json.end_object();
  return json.text() == "{}" ? std::string{} : json.take();
}

void restore_options(Options& options, std::string_view text) {
  if (text.empty()) return;
  const auto kept = parse_json(text, {2, 100});
  if (!kept) return;
  for (const NumberOption& each : numbers) {
    restore_number(options.*each.value, kept->find(each.name), each.lowest, each.highest);
  }
  for (std::size_t i = 0; i < pulse_timers; ++i) {
    const Json* const time = kept->find(numbered("PulseTime", i));
    if (time != nullptr) restore_number(options.pulse_times.own()[i], time, 0, longest_pulse);
  }
  restore_name(options.device_name, kept->find("DeviceName"));
  for (std::size_t i = 0; i < max_friendly_names; ++i) {
    const Json* const name = kept->find(numbered("FriendlyName", i));
    if (name != nullptr) restore_name(options.friendly_names.own()[i], name);
  }
}

}  // namespace presad::tasmota
