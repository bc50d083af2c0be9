// Lists of devices as other programs write them; one reader a program. Pure.
//
// Each looks at the content and gives nothing when it is not its own. Where the shapes are from is said in
// tests/fixtures/foreign. All of it is somebody else's text: whatever comes is checked again before it is used.

#pragma once

#include <optional>
#include <vector>

#include "base/json.h"
#include "inventory/found_device.h"

namespace presad::foreign {

using Devices = std::optional<std::vector<FoundDevice>>;

/// core.config_entries of Home Assistant: the entries of localtuya (one for all devices, or one each in old versions)
/// and of tuya-local.
Devices read_home_assistant(const Json& json);

/// A file of tuya-cloudcutter's folder configured-devices.
Devices read_cloudcutter(const Json& json);

/// devices.json, snapshot.json or tuya-raw.json of tinytuya, or an answer of the vendor's OpenAPI.
Devices read_tinytuya(const Json& json);

/// rustuya.json of rustuya-bridge: devices by their id.
Devices read_rustuya(const Json& json);

/// What tuya-cli's wizard prints, and tuya-mqtt's devices.conf: the same list of name, id and key.
Devices read_tuya_cli(const Json& json);

}  // namespace presad::foreign
