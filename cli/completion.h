// presa completion: the script by which a shell completes presa's command line, and the topics that it asks for.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0; 64: no such shell.
Action declare_completion(Arguments& arguments);

}  // namespace presad::cli
