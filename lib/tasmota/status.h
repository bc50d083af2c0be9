// The objects of Status: what a device is, how it runs, how it is reached. Source: DIALECT.md, 7.
//
// Pure. Keys and their order are Tasmota's. Where a key is about hardware that presad does not have (serial port,
// LEDs, buttons, settings flash) it carries the firmware's default, since tools index these objects without asking.
// No object holds a password.

#pragma once

#include "base/json.h"
#include "tasmota/view.h"

namespace presad::tasmota {

void write_status(JsonWriter& json, const View& view);             ///< Status, the object "Status"
void write_status_parameters(JsonWriter& json, const View& view);  ///< Status 1, "StatusPRM"
void write_status_firmware(JsonWriter& json, const View& view);    ///< Status 2, "StatusFWR"
void write_status_logging(JsonWriter& json, const View& view);     ///< Status 3, "StatusLOG"
void write_status_memory(JsonWriter& json, const View& view);      ///< Status 4, "StatusMEM"
void write_status_network(JsonWriter& json, const View& view);     ///< Status 5, "StatusNET"
void write_status_mqtt(JsonWriter& json, const View& view);        ///< Status 6, "StatusMQT"
void write_status_time(JsonWriter& json, const View& view);        ///< Status 7, "StatusTIM"
void write_status_margins(JsonWriter& json, const View& view);     ///< Status 9, "StatusPTH", of meters alone
void write_status_sensors(JsonWriter& json, const View& view);     ///< Status 8 and 10, "StatusSNS"
void write_status_state(JsonWriter& json, const View& view);       ///< Status 11, "StatusSTS"

}  // namespace presad::tasmota
