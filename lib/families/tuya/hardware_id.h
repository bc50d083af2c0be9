// Under which twelve hex digits the house knows a device: what Home Assistant's ids are made of, so it must never
// change. Pure.

#pragma once

#include <string>

#include "device/facts.h"
#include "families/tuya/settings.h"

namespace presad::tuya {

/// The inventory's `mac`, else what earlier runs called this very device, else derived from its identity().
std::string hardware_id(const TuyaSettings& settings, const Facts& remembered);

}  // namespace presad::tuya
