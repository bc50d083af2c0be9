// presa scan: which Tuya devices are on the network, and what the inventory says of them.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0: listened; 1: no port to listen to, or nobody reads the result; 64: bad option; 78: bad inventory.
Action declare_scan(Arguments& arguments);

}  // namespace presad::cli
