// presa watch: what devices say on the broker, line by line, until Ctrl-C.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command_line.h"
#include "inventory/settings.h"

namespace presad::cli {

/// The filters for all that `topics` say (none: every device of the inventory); no two of them overlap.
/// Errors: `bad_config`, with the nearest word, for a topic that is not known.
Result<std::vector<std::string>> watch_filters(const Settings& settings, const std::vector<std::string>& topics);

/// Status 0: ended by Ctrl-C or SIGTERM; 1: nobody reads what it prints; 64: unknown topic; 78: bad inventory.
Action declare_watch(Arguments& arguments);

}  // namespace presad::cli
