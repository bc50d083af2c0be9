// What commands change of a device at run time, and hold over restarts: SetOptions, retains, decimals, names, times.
//
// Pure. Each number has one row: its name as the command tells it, its bounds, and where it is kept. Source:
// DIALECT.md, 6.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/rarely.h"
#include "device/power_on.h"
#include "tasmota/timers.h"

namespace presad::tasmota {

inline constexpr unsigned default_tele_period = 300;  ///< seconds
inline constexpr std::size_t pulse_timers = 32;
inline constexpr std::size_t max_friendly_names = 8;
inline constexpr std::size_t longest_name = 64;  ///< bytes

struct Options {
  unsigned tele_period = default_tele_period;  ///< seconds, 0 (off) or 10 to 3600; the inventory's at each start
  PowerOn power_on = PowerOn::device;          ///< after a power cut; kept with the inventory's line
  bool tuya_topics = false;                    ///< TuyaSend9: reported datapoints also as stat/T/DPTYPE…ID…

  int save_state = 1;          ///< SetOption0: remembered and told, PowerOnState decides
  int answers_by_command = 0;  ///< SetOption4: answers on stat/T/<COMMAND> instead of RESULT
  int discovery_off = 0;       ///< SetOption19
  int dimmer_alone = 0;        ///< SetOption20: brightness and colour switch no lamp on
  int indexed_power = 0;       ///< SetOption26: POWER1 on a device with one relay too
  int backlog_delay = 200;     ///< SetOption34: milliseconds between the commands of a Backlog
  int state_first = 0;         ///< SetOption59: STATE ahead of RESULT and POWER
  int json_only = 0;           ///< SetOption90: nothing goes out but JSON, and LWT
  int no_retain = 0;           ///< SetOption104: nothing is retained

  int button_retain = 0;  ///< told only: there are no buttons
  int switch_retain = 0;  ///< the same
  int sensor_retain = 0;
  int power_retain = 0;
  int info_retain = 0;
  int state_retain = 0;
  int status_retain = 0;

  int volt_decimals = 0;
  int ampere_decimals = 3;
  int watt_decimals = 0;
  int energy_decimals = 3;
  int frequency_decimals = 0;

  int blink_time = 10;   ///< tenths of a second
  int blink_count = 10;  ///< 0: very many

  int fade = 0;   ///< told only, as are speed and led_table: a lamp fades as it does by itself
  int speed = 1;  ///< half seconds
  int led_table = 1;
  int dimmer_step = 10;  ///< per cent
  int shutter_lock = 0;

  int power_delta = 0;  ///< 1 to 100 per cent, from 101 on watts and 100
  int power_low = 0;    ///< W; 0, as with all below: off
  int power_high = 0;
  int voltage_low = 0;  ///< V
  int voltage_high = 0;
  int current_low = 0;  ///< mA
  int current_high = 0;

  Rarely<Timers> timers;                              ///< kept apart from the rest
  Rarely<std::array<int, pulse_timers>> pulse_times;  ///< 0 off; to 111 tenths of a second, from there seconds and 100
  std::optional<std::string> device_name;             ///< by command; else the inventory's
  Rarely<std::array<std::optional<std::string>, max_friendly_names>> friendly_names;

  friend bool operator==(const Options&, const Options&) = default;
};

/// A number of Options that a command sets.
struct NumberOption {
  std::string_view name;  ///< "SetOption4", "PowerRetain", "VoltRes"
  int Options::* value;
  int lowest;
  int highest;
};

std::span<const NumberOption> number_options() noexcept;

/// Nothing where there is none of that name, spelled so.
const NumberOption* find_number_option(std::string_view name) noexcept;

/// A name that somebody gives a device: text without control characters, not too long.
bool is_name(std::string_view text) noexcept;

/// What differs from the defaults, as JSON, for the store: {"SetOption4":1,"PulseTime1":20,"DeviceName":"Kettle"}. ""
/// where nothing does. Without tele_period, power_on, tuya_topics and timers.
std::string render_options(const Options& options);

/// Takes from such a text whatever is within its bounds; all else stays as it is in `options`.
void restore_options(Options& options, std::string_view text);

}  // namespace presad::tasmota
