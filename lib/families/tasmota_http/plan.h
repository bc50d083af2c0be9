// The registry's entry for `type: tasmota`.

#pragma once

#include <memory>
#include <string>

#include "config/reader.h"
#include "families/family.h"

namespace presad::tasmota_http {

/// Reads the keys of one device. No plan comes of `relay: never`: such a device is left to answer for itself.
std::unique_ptr<DevicePlan> read_plan(config::Reader& reader, const std::string& topic);

}  // namespace presad::tasmota_http
