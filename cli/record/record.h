// presa record: one device's conversation as a vector file, without its key, ids and addresses.

#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "cli/command_line.h"

namespace presad::cli {

/// "60s", "2m", "90": 1 s to 1 h. Pure.
std::optional<Duration> parse_span(std::string_view text) noexcept;

/// Status 0: written; 1: nothing to write, or it cannot be written; 3: the device cannot be reached; 64: unknown topic;
/// 78: bad inventory.
Action declare_record(Arguments& arguments);

}  // namespace presad::cli
