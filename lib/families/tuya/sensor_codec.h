// What a sensor's datapoint says. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include <optional>

#include "device/reading.h"
#include "device/state.h"
#include "families/tuya/profile.h"

namespace presad::tuya {

/// Nothing when it was not reported, or makes no sense.
std::optional<Reading> decode_reading(const SensorLayout& sensor, const Datapoints& reported);

}  // namespace presad::tuya
