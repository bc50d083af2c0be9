// Shutter1: where a cover is and where it goes, in SENSOR and as the answer to whatever moves it. Pure. Source:
// DIALECT.md, 9.

#pragma once

#include <string>

#include "base/json.h"
#include "device/cover.h"

namespace presad::tasmota {

/// Writes the member "Shutter1" into an open object. A position that nobody knows is left out.
void write_shutter(JsonWriter& json, const Cover& cover);

/// {"Shutter1":{"Position":40,"Direction":1,"Target":100,"Tilt":0}}
std::string render_shutter(const Cover& cover);

}  // namespace presad::tasmota
