// The kinds of devices as their datapoints show them: rows of data, no code per model. Pure.
//
// Each is a file in profiles/, built into the program and read once (profile_reader.h). Source: PROTOCOL.md, 15.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "device/reading.h"
#include "families/tuya/cover_layout.h"
#include "families/tuya/datapoint_settings.h"
#include "families/tuya/light_layout.h"
#include "families/tuya/quantity.h"

namespace presad::tuya {

/// Something that every device of a kind shows when it tells all it has, and no other kind does.
struct Sign {
  std::uint8_t id = 0;
  DatapointType type = DatapointType::boolean;
  bool absent = false;             ///< a sign is that there is none of this type
  std::vector<std::string> words;  ///< of an enumeration: one of these

  friend bool operator==(const Sign&, const Sign&) = default;
};

/// One reading of a sensor: a number, a boolean, or a word.
struct SensorLayout {
  ReadingKind kind = ReadingKind::temperature;
  Quantity quantity;                                  ///< of a number
  bool inverted = false;                              ///< of a boolean: false means 1
  std::vector<std::pair<std::string, double>> words;  ///< of an enumeration; other words tell nothing

  friend bool operator==(const SensorLayout&, const SensorLayout&) = default;
};

/// A kind of device.
struct Profile {
  std::string name;                  ///< as written in the inventory
  std::string module;                ///< INFO1's Module
  std::vector<Sign> recognised_by;   ///< all of them; empty: never taken for this unless named, or a matter of relays
  std::vector<std::uint8_t> relays;  ///< datapoints that may be relays, relay 1 first
  bool fixed_relays = false;         ///< all of `relays` exist; else those that were seen
  std::array<Quantity, 3> meter;     ///< current in A, power in W, voltage in V
  Quantity energy;                   ///< Wh since its last report; id 0: none
  std::uint8_t relay_status_id = 0;  ///< what the relay does when power returns; 0: none
  std::optional<LightLayout> light;
  std::optional<CoverLayout> cover;
  std::vector<SensorLayout> sensors;

  friend bool operator==(const Profile&, const Profile&) = default;
};

/// The profile called `name`, or nullptr.
const Profile* find_profile(std::string_view name);

/// All profiles, by name.
std::span<const Profile> profiles();

}  // namespace presad::tuya
