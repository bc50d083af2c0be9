// What is known of a device: the nouns that every family and the bridge share. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "device/cover.h"
#include "device/light.h"
#include "device/reading.h"

namespace presad {

/// A relay's position. `undefined` is a value of its own: a plug that booted without its cloud may not say.
enum class Power : std::uint8_t { undefined, off, on };

/// Relays one device may have; Tasmota numbers them from 1.
inline constexpr unsigned max_relays = 8;

/// A meter's latest readings; a reading that the device never gave is absent.
struct Meter {
  std::optional<double> power_w;
  std::optional<double> voltage_v;
  std::optional<double> current_a;

  friend bool operator==(const Meter&, const Meter&) = default;
};

/// The whole state as now known; always told whole.
struct State {
  std::vector<Power> relays;   ///< relay 1 first; a lamp's switch is the last; covers and sensors may have none
  std::optional<Meter> meter;  ///< only on devices that measure
  /// Relays (bit 0 for relay 1) whose position a power cut left and the power policy has not dealt with yet: true, but
  /// not to be remembered as what somebody wanted.
  std::uint8_t restoring = 0;
  std::optional<Light> light{};     ///< only on lamps
  std::optional<Cover> cover{};     ///< only on covers
  std::vector<Reading> readings{};  ///< of sensors, each kind once, ordered by kind

  friend bool operator==(const State&, const State&) = default;
};

/// A vendor's raw value. Enums, colours and blobs are strings.
using DatapointValue = std::variant<bool, std::int64_t, std::string>;

/// One raw datapoint, 1 to 255.
struct Datapoint {
  std::uint8_t id = 0;
  DatapointValue value;

  friend bool operator==(const Datapoint&, const Datapoint&) = default;
};

using Datapoints = std::vector<Datapoint>;  ///< ordered by id, each id once

}  // namespace presad
