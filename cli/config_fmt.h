// presa config fmt: the white space of the inventory in order. What it says stays, and its secrets are not looked at.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0; 1: it cannot be written; 78: it cannot be read.
Action declare_config_fmt(Arguments& arguments);

}  // namespace presad::cli
