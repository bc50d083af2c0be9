// presa watch: what devices say, line by line, until Ctrl-C.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0: ended by Ctrl-C or SIGTERM; 1: nobody reads what it prints; 3: no presad, or it has ended; 64: unknown
/// topic; 77: no permission.
Action declare_watch(Arguments& arguments);

}  // namespace presad::cli
