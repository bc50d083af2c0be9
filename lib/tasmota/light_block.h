// The light block: what a lamp shows, in STATE and as the answer to whatever sets it. Pure. Source: DIALECT.md, 8.

#pragma once

#include <string>

#include "base/json.h"
#include "device/state.h"
#include "tasmota/options.h"

namespace presad::tasmota {

/// STATE alone tells how the lamp is set up, besides what it shows.
enum class LightBlock : bool { answer, in_state };

/// Writes the members of `state`'s lamp into an open object; its switch first, the last of the relays. A lamp that
/// never said how bright it is has its switch alone.
void write_light(JsonWriter& json, const State& state, const Options& options, LightBlock block);

/// {"POWER":"ON","Dimmer":60,…}
std::string render_light(const State& state, const Options& options);

}  // namespace presad::tasmota
