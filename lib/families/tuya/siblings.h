// What the Tuya devices of one inventory must not share, and the gateways they name. Pure.

#pragma once

#include <span>

#include "config/diagnostics.h"
#include "config/document.h"

namespace presad::tuya {

/// Two devices with one device_id, two sub-devices of one gateway with one cid, gateways that do not exist or
/// are sub-devices themselves: an error each, which names both places. `devices` are the entries of type
/// tuya, right or wrong in themselves.
void check_siblings(std::span<const config::Entry* const> devices, config::Diagnostics& diagnostics);

}  // namespace presad::tuya
