// Devices in the shape of tinytuya's devices.json, which `presa import` and other programs read. Pure.
// Source: jasonacox/tinytuya at 728779d, Cloud.py, filter_devices().

#pragma once

#include <span>
#include <string>

#include "cloud/device_list.h"

namespace presad::cloud {

/// One line per device, keys and all: for a file that nobody else may read. Those without a key are in it, too.
std::string render_devices_file(std::span<const Device> devices);

}  // namespace presad::cloud
