// presa retire: what presad left on the broker, of one device or of all, is taken away. Shows first, asks afterwards
// again.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0: nothing of it is kept any more; 1: something is; 4: no broker; 64: wrong words; 78: bad inventory.
Action declare_retire(Arguments& arguments);

}  // namespace presad::cli
