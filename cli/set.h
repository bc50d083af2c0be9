// presa set: gives a device one Tasmota command and waits for what becomes of it.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status as give_command() has it; 64 too where COMMAND is none.
Action declare_set(Arguments& arguments);

}  // namespace presad::cli
