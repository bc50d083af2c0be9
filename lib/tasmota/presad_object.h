// What presad adds to STATE as its last key: its version, where the device stands, and how its commands ended.
// Pure. Ours alone: Tasmota has no such object, and consumers that do not know it skip it.

#pragma once

#include "base/json.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// For a device:
///   {"Version":"0.1.0","Session":"relay undefined","Protocol":"3.4","Rung":"assert","Since":"2026-08-19T11:30:18",
///    "Cause":"…","Outcome":"Confirmed","LatencyMs":12.3,"Commands":{…}}
/// Session is "established" or the trouble's name, Rung the highest that waking the device took, Since when it came to
/// that (local time), Cause for people; what is not known is left out. Outcome and LatencyMs are those of the last
/// command. For presad itself: {"Version":…,"Devices":{"Online":4,"Offline":1},"Commands":{…}}.
/// Commands counts by outcome since presad started.
void write_presad(JsonWriter& json, const View& view);

}  // namespace presad::tasmota
