// presa doctor: one verdict per device, and for the broker, the inventory and this machine, each with its proof and the
// next step.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

Action declare_doctor(Arguments& arguments);

}  // namespace presad::cli
