// What is worth remembering of a device, by name: its last confirmed positions, its address, what wakes it. Pure.
//
// Families and the bridge write facts and get them back when they are made anew; who keeps them is lib/store's
// business, which understands none of them.

#pragma once

#include <map>
#include <string>

namespace presad {

/// Name -> value, both short printable text. Names: "power.1" … "power.8" (ON or OFF, the last confirmed position),
/// "address", "version", "profile", "relays", "light", "rung", "relay_status", "power_on", "energy", "boot",
/// "hardware_id", "timers", "tele_period", "sensors" (the SENSOR object as announced), "form" (lamp, cover and sensors
/// as announced), "retained" (the MQTT topics that hold something of the device's).
using Facts = std::map<std::string, std::string, std::less<>>;

/// What the house knows of a device from before.
struct Remembered {
  Facts facts;
  bool lost_power = false;  ///< the machine itself came up after an unclean shutdown, and the device was not seen since
};

}  // namespace presad
