// What the dialect looks at when it answers: the house, one device's identity, state, condition and options.
//
// Pure; plain structs that the bridge fills and owns. presad itself is a device of this kind too, without relays.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "device/command.h"
#include "device/device.h"
#include "device/power_on.h"
#include "device/state.h"
#include "tasmota/moment.h"
#include "tasmota/topic.h"

namespace presad::tasmota {

/// The Tasmota version whose dialect this is, as `Version` shows it.
inline constexpr std::string_view dialect_version = "15.2.0.2(presad)";

inline constexpr unsigned default_tele_period = 300;  ///< seconds

/// What all devices share; one per daemon.
struct House {
  FullTopic full_topic;
  std::string group_topic = "tasmotas";
  unsigned tele_period = default_tele_period;  ///< the inventory's; what `TelePeriod 1` returns to

  std::string version;          ///< presad's own, "0.1.0"
  std::string build_date;       ///< "2026-08-19T11:30:18"; empty when unknown
  std::string restart_reason;   ///< "Software/System restart", "Power On", …
  std::string boot_id;          ///< the machine's, as the kernel names this boot
  unsigned boot_count = 1;      ///< starts of presad, this one included
  WallTime started{};           ///< this start
  WallTime boot_count_since{};  ///< when boot_count began to count

  std::string mqtt_host;
  std::uint16_t mqtt_port = 1883;
  std::string mqtt_user;  ///< never the password
  bool mqtt_tls = false;
  unsigned mqtt_count = 0;  ///< connects to the broker since presad started
};

enum class Kind : std::uint8_t {
  device,  ///< of the inventory
  presad,  ///< the daemon itself: knows fewer commands
};

/// What one device is called; changes only with the inventory.
struct Identity {
  Kind kind = Kind::device;
  std::string topic;
  std::string device_name;                  ///< for people; the topic when the inventory names none
  std::vector<std::string> friendly_names;  ///< per relay; missing ones follow device_name, see friendly_name()
  std::string module;                       ///< "Tuya Plug"
  std::string hardware_id;                  ///< twelve upper-case hex digits
  std::string hostname;                     ///< default_hostname(), unless something better is known
};

/// "plug-kitchen-6956": the topic with '-' for '_', and the last 13 bits of the hardware id.
std::string default_hostname(std::string_view topic, std::string_view hardware_id);

/// The name of `relay` (from 1): its own, else device_name, with the number behind from relay 2 on.
std::string friendly_name(const Identity& identity, unsigned relay);

/// The address as Tasmota shows it: "0.0.0.0" while unknown.
std::string_view shown_address(const Condition& condition) noexcept;

/// Per-device settings that commands change at run time; kept by whoever owns them.
struct Options {
  unsigned tele_period = default_tele_period;  ///< seconds, 0 (off) or 10 to 3600
  PowerOn power_on = PowerOn::device;          ///< after a power cut
  bool tuya_topics = false;                    ///< TuyaSend9: reported datapoints also as stat/T/DPTYPE…ID…

  friend bool operator==(const Options&, const Options&) = default;
};

/// `power_on` as Tasmota's PowerOnState numbers it: 0 off, 1 on, 3 as it was, and what the device chooses.
unsigned power_on_state(PowerOn power_on) noexcept;

/// How commands ended since presad started, of one device or, for presad itself, of all.
struct Tally {
  std::array<std::uint64_t, outcome_count> ended{};  ///< indexed by Outcome
  std::optional<Outcome> last;
  Duration last_latency{};
  unsigned devices_online = 0;   ///< presad itself only
  unsigned devices_offline = 0;  ///< presad itself only
};

/// A ledger's readings; absent until there is one, since a total that is made up is worse than none.
struct EnergyTotals {
  std::optional<WallTime> total_start;  ///< empty while the time is not known
  double total_kwh = 0;
  double yesterday_kwh = 0;
  double today_kwh = 0;
  double period_wh = 0;  ///< since the last periodic SENSOR
};

/// One device at one moment; borrowed, made for one call.
struct View {
  const House& house;
  const Identity& identity;
  const State& state;
  const Condition& condition;  ///< presad itself: online, with its own address
  const Tally& tally;
  Options& options;
  Moment moment;
  const EnergyTotals* energy = nullptr;
};

}  // namespace presad::tasmota
