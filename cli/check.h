// presa check: is the inventory right? Says exactly what presad would say at start-up.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0: presad would start with it; 78 (EX_CONFIG): it would not.
Action declare_check(Arguments& arguments);

}  // namespace presad::cli
