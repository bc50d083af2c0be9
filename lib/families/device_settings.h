// The keys that every device of the inventory has, whatever its family, read in one place. Pure.
// Source: docs/presad.yaml.md.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "config/reader.h"
#include "device/power_on.h"

namespace presad {

struct DeviceSettings {
  std::string topic;
  std::string name;  ///< for people; the topic when not given
  std::string mac;   ///< twelve upper-case hex digits; empty: not given
  PowerOn power_on = PowerOn::device;
  bool never_restore_on = false;

  friend bool operator==(const DeviceSettings&, const DeviceSettings&) = default;
};

/// Reads name, type (already known: counts as asked), mac, power_on and never_restore_on.
DeviceSettings read_device_settings(config::Reader& reader, const std::string& topic);

/// Reads `address`: a numeric one, and of the local network, since presad speaks to no other. Empty when
/// missing or wrong.
std::string read_local_address(config::Reader& reader);

}  // namespace presad
