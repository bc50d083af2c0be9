// presa status: how the running presad is doing, as it says itself on the broker.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/command_line.h"

namespace presad::cli {

Action declare_status(Arguments& arguments);

/// presad's answer to `Presad` as a person reads it, a line each. Errors: `malformed`: it is none.
Result<std::string> render_status(std::string_view answer);

/// "5 s", "12 min", "3 h 12 min", "4 d 3 h".
std::string render_uptime(long long seconds);

}  // namespace presad::cli
