// Tasmota's own discovery, two retained messages per device: what it is, and what its SENSOR holds.
//
// Pure. What Home Assistant requires of the fields: DIALECT.md, 12.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "tasmota/discovery.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// "tasmota/discovery/84E3427A1B2C/config" and ".../sensors".
std::vector<std::string> native_discovery_topics(std::string_view hardware_id);

/// Both messages; none while nobody knows what it is, because Home Assistant would remove what is not named.
/// `sensors`: the SENSOR object with every key that the device ever showed (sensor_shape.h).
DiscoveryMessages render_native_discovery(const View& view, const Json& sensors);

/// Whether presad may have written `config` for `hardware_id`: a Tasmota device's own names another firmware, and never
/// an id that is derived. For where no mark tells; one of the very version that presad speaks cannot be told apart.
bool may_be_own_native_discovery(std::string_view hardware_id, const Json& config);

}  // namespace presad::tasmota
