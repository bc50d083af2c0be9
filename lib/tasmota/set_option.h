// SetOption0 to SetOption177: which presad has, and what it tells for the others.
//
// Pure. Source: DIALECT.md, 6; the numbers' meanings are the firmware's.

#pragma once

#include "tasmota/options.h"

namespace presad::tasmota {

inline constexpr unsigned last_set_option = 177;

/// SetOption32 to 49 are numbers, all others flags.
bool is_numeric_set_option(unsigned number) noexcept;

/// What it is now: as it was set, else the firmware's default.
int set_option(const Options& options, unsigned number) noexcept;

}  // namespace presad::tasmota
