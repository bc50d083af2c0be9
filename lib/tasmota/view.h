// What the dialect looks at when it answers: the house, one device's identity, state, condition and options.
//
// Pure; plain structs that the bridge fills and owns. presad itself is a device of this kind too, without relays.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "device/command.h"
#include "device/device.h"
#include "device/state.h"
#include "tasmota/discovery.h"
#include "tasmota/moment.h"
#include "tasmota/options.h"
#include "tasmota/sun.h"
#include "tasmota/topic.h"
#include "tasmota/waiting.h"

namespace presad::tasmota {

/// The Tasmota version whose dialect this is, as `Version` shows it.
inline constexpr std::string_view dialect_version = "15.2.0.2(presad)";

/// What all devices share; one per daemon.
struct House {
  FullTopic full_topic;
  std::string group_topic = "tasmotas";
  unsigned tele_period = default_tele_period;  ///< the inventory's; what `TelePeriod 1` returns to
  Discovery discovery = Discovery::tasmota;    ///< how Home Assistant finds the devices
  std::optional<Location> location;            ///< for sunrise and sunset
  std::string own_topic = "presad";            ///< presad's own, whose LWT is its will

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

/// What the inventory calls one device; device_name() and friendly_name() tell what it is called now.
struct Identity {
  Kind kind = Kind::device;
  std::string topic;
  std::string device_name;                  ///< for people; the topic when the inventory names none
  std::vector<std::string> friendly_names;  ///< per relay; missing ones follow device_name
  std::string module;                       ///< "Tuya Plug"
  std::string hardware_id;                  ///< twelve upper-case hex digits
  std::string hostname;                     ///< default_hostname(), unless something better is known
};

/// "plug-kitchen-6956": the topic with '-' for '_', and the last 13 bits of the hardware id.
std::string default_hostname(std::string_view topic, std::string_view hardware_id);

/// The address as Tasmota shows it: "0.0.0.0" while unknown.
std::string_view shown_address(const Condition& condition) noexcept;

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
  std::size_t queued = 0;            ///< commands of a Backlog that wait
  const Waiting* waiting = nullptr;  ///< what time will bring about; only for commands
  bool to_group = false;  ///< the command came on the group topic: what makes a device one of its kind only asks
};

/// It measures, or did.
inline bool has_meter(const View& view) noexcept { return view.state.meter || view.energy != nullptr; }

/// What the device is called: by command, else by the inventory.
const std::string& device_name(const View& view) noexcept;

/// The name of `relay` (from 1): by command, else the inventory's own, else its device_name with the number behind from
/// relay 2 on.
std::string friendly_name(const View& view, unsigned relay);

}  // namespace presad::tasmota
