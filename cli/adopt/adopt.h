// presa adopt: a Tasmota device into the inventory, with what is open about it said, and at the person's wish to the
// inventory's broker. Shows first, writes and sends only when told to.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0: shown, written, sent, or nothing to do; warnings do not change it. 1: the device cannot be read, was left
/// out, or did not take its broker, or the inventory cannot be written; 64: wrong words; 78: the inventory is wrong.
Action declare_adopt(Arguments& arguments);

}  // namespace presad::cli
