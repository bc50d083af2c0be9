// The sensors among the components of MQTT discovery: one table of what SENSOR's keys measure. Pure.

#pragma once

#include "base/json.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// Writes a component for each key of `sensors` that the table knows.
void write_mqtt_sensors(JsonWriter& json, const View& view, const Json& sensors);

}  // namespace presad::tasmota
