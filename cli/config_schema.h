// presa config schema: the JSON Schema of presad.yaml, for editors.

#pragma once

#include "cli/command_line.h"

namespace presad::cli {

/// Status 0.
Action declare_config_schema(Arguments& arguments);

}  // namespace presad::cli
