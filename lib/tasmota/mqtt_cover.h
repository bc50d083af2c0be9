// The cover among the components of MQTT discovery. Pure. Source: DIALECT.md, 12.

#pragma once

#include "base/json.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// Writes the component "cover"; only for a device that has one.
void write_mqtt_cover(JsonWriter& json, const View& view);

}  // namespace presad::tasmota
