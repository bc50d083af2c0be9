// A Tasmota device's Status answers -> what presad must know of it. Pure. Source: docs/tasmota-devices.md.

#pragma once

#include <map>
#include <string>

#include "base/json.h"
#include "device/relayed_device.h"

namespace presad::tasmota_http {

/// Adds what `answer`, to Status, Status 2, 3, 5 or 6, tells. Members of other answers change nothing.
void read_identity(const Json& answer, RelayedIdentity& identity);

/// The POWER, POWER1, … of an answer, or of a STATE object.
std::map<std::string, std::string> read_powers(const Json& answer);

}  // namespace presad::tasmota_http
