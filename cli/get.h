// presa get: what the running presad knows of a device, or what the device itself tells: STATE, SENSOR, raw datapoints.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0; 3: no answer; 64: unknown topic; 77: no permission; 78: bad inventory.
Action declare_get(Arguments& arguments);

}  // namespace presad::cli
