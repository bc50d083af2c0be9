// Home Assistant's MQTT discovery: one retained device message (Home Assistant 2024.11 and newer).
//
// Pure. Source: DIALECT.md, 12. Ids are made of hardware id and function, never of names or topics: a change would cost
// the person its history.

#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "tasmota/discovery.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// Where Home Assistant says "online" when it comes up; not retained.
inline constexpr std::string_view home_assistant_status = "homeassistant/status";

/// "homeassistant/device/presad_84e3427a1b2c/config"
std::string mqtt_discovery_topic(std::string_view hardware_id);

/// The device message; nothing while nobody knows what it is. `sensors` as in native_discovery.h.
DiscoveryMessages render_mqtt_discovery(const View& view, const Json& sensors);

}  // namespace presad::tasmota
