// Backlog: several commands in one payload, and what takes them apart.
//
// Pure. When each of them runs is the bridge's business (bridge/command_queue.h). Source: DIALECT.md, 6.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tasmota/reply.h"

namespace presad::tasmota {

/// Commands that may wait for one device at a time.
inline constexpr std::size_t max_backlog = 30;

/// Not a command of its own: without the pause behind the next one.
inline constexpr std::string_view no_delay_word = "NODELAY";

/// "Power1 ON;Delay 10;Power1 OFF", one by one; a ';' between braces separates nothing. Words of a Backlog within it
/// are dropped, what is empty too.
std::vector<BacklogCommand> split_backlog(std::string_view text);

}  // namespace presad::tasmota
