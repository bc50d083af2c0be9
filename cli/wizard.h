// presa wizard: asks the vendor's cloud, once and by the person's own command, for the account's devices and their
// keys, and goes on as presa import does.

#pragma once

#include <string>

#include "cli/command_line.h"
#include "cloud/inquiry.h"

namespace presad::cli {

/// Status 0: done; 1: the cloud refuses, or a file cannot be read or written; 3: no answer, or none that can be used;
/// 64: a mistake on the command line; 78: a bad inventory, or credentials that cannot be used; 130: Ctrl-C.
Action declare_wizard(Arguments& arguments);

/// What was found, for a terminal: a line for each device, keys as ••••, then the remarks.
std::string render_found(const cloud::Found& found);

}  // namespace presad::cli
