// presa import: devices out of other programs' files into the inventory; shows first, writes only when told to.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0: shown, or written, or nothing to do; 1: a file cannot be read, has no devices, or the inventory cannot be
/// written; 78: the inventory is wrong, or would be.
Action declare_import(Arguments& arguments);

}  // namespace presad::cli
