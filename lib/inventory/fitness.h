// What of a found device the inventory would take. Pure. Source: docs/presad.yaml.md.

#pragma once

#include <optional>
#include <string>

#include "base/local_network.h"
#include "inventory/found_device.h"

namespace presad {

/// Why it cannot be in an inventory at all: no key, no id, or one that is none. Never holds a secret.
std::optional<std::string> why_unfit(const FoundDevice& device);

/// The same device without what the inventory would refuse and it can do without; its name on one line, cut to 64
/// bytes.
FoundDevice made_fit(FoundDevice device, const LocalNetwork& network);

}  // namespace presad
