// What the inventory's `datapoints:` say of a device, laid over its profile. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include <span>
#include <vector>

#include "families/tuya/datapoint_settings.h"
#include "families/tuya/profile.h"

namespace presad::tuya {

/// `rows` name a relay, a lamp, a cover or a reading: without a profile they say all that the device is.
bool describe_a_device(std::span<const DatapointSettings> rows);

/// `base` with all that `rows` say: their names put datapoints in their roles, their scale and unit go before those of
/// the profile.
Profile with_rows(Profile base, std::span<const DatapointSettings> rows);

}  // namespace presad::tuya
