// Where a node of a YAML text ends, read off the text: the parser tells only where it begins. Pure.

#pragma once

#include <cstddef>
#include <cstdint>

#include "config/document.h"
#include "config/text_edits.h"

namespace presad::config {

/// Written between { and }, or [ and ].
bool is_flow(const Node& node);

/// The first byte behind a scalar, or behind the bracket that closes a flow list or mapping.
std::size_t end_of(const TextEdits& text, const Node& node);

/// The last line that `entry` has something on, comments apart.
std::uint32_t last_line(const Entry& entry);

}  // namespace presad::config
