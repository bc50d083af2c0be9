// Reports: what a device tells unasked, at connect and every TelePeriod.
//
// Pure. Key order is Tasmota's (DIALECT.md, 4 and 5). STATE leaves out what describes a microcontroller (Heap,
// SleepMode, Sleep, LoadAvg) and its radio (Wifi): presad knows neither for a foreign device, no consumer needs
// them, and an invented measurement would end up in somebody's graph. `Presad` is added as the last key.

#pragma once

#include <string>

#include "base/json.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// tele/T/LWT, retained.
Message render_lwt(bool online);

/// INFO1, INFO2, INFO3: after the first connect to the broker.
Messages render_info(const View& view);

/// STATE, then SENSOR if there is anything for it: every TelePeriod, after connect, and after a TelePeriod command.
Messages render_telemetry(const View& view);

/// The device has something for SENSOR: a reading, an account of earlier ones, or a cover.
bool has_sensors(const View& view) noexcept;

/// Whether SENSOR is the periodic one, which alone carries Period.
enum class Report : bool { on_request, periodic };

void write_state(JsonWriter& json, const View& view);
void write_sensor(JsonWriter& json, const View& view, Report report);

}  // namespace presad::tasmota
