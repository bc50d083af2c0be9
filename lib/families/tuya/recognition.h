// What kind of device it is, by all that it reports. Pure.

#pragma once

#include "device/state.h"
#include "families/tuya/profile.h"

namespace presad::tuya {

bool is_of(const DatapointValue& value, DatapointType type) noexcept;

/// The one profile whose signs `reported` shows; nullptr when it shows none's, or those of several.
const Profile* recognise(const Datapoints& reported);

/// Where relays are looked for on a device that no sign tells: 1 to 8.
bool shows_relay(const Datapoints& reported) noexcept;

/// Relays beyond the first.
bool shows_several_relays(const Datapoints& reported) noexcept;

/// What such a device is: several relays make a strip (with a meter) or a switch, one a plug.
const Profile* recognise_by_relays(const Datapoints& reported);

}  // namespace presad::tuya
