// A lamp's levels out of its datapoints, and back. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include "base/result.h"
#include "device/light.h"
#include "device/state.h"
#include "families/tuya/light_layout.h"

namespace presad::tuya {

/// What a lamp can show whose datapoints are those that `layout` has.
LightKind kind_of(const LightLayout& layout) noexcept;

/// What is lit, by all that is known of the lamp's datapoints. In a scene: nothing.
LightLevels decode_levels(const LightLayout& layout, const Datapoints& known);

/// The datapoints that make the lamp show `wanted`, mode and colour together; what it leaves out stays as `known` has
/// it. Errors: `unsupported` (a level that the lamp does not have).
Result<Datapoints> encode_levels(const LightLayout& layout, const Datapoints& known, const LightLevels& wanted);

}  // namespace presad::tuya
