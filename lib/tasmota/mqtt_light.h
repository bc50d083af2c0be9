// The lamp among the components of MQTT discovery. Pure. Source: DIALECT.md, 12.

#pragma once

#include "base/json.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// Writes the component "light"; only for a device that has one.
void write_mqtt_light(JsonWriter& json, const View& view);

}  // namespace presad::tasmota
