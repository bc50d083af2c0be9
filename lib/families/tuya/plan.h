// The Tuya family's entry for the registry.

#pragma once

#include <memory>
#include <string>

#include "config/reader.h"
#include "families/family.h"

namespace presad::tuya {

/// Reads one device with read_settings(); nothing when that found an error.
std::unique_ptr<DevicePlan> read_plan(config::Reader& reader, const std::string& topic);

}  // namespace presad::tuya
