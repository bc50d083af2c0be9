// presa set: gives a device one Tasmota command and waits for what becomes of it.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0, 1, 3 and 4 as in cli/answer.h; 64: unknown topic, or no command; 78: bad inventory.
Action declare_set(Arguments& arguments);

}  // namespace presad::cli
