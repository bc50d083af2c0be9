// Compact JSON -> the same for people: a line for each member, two blanks for each level. Pure.

#pragma once

#include <string>
#include <string_view>

namespace presad {

/// `json` is what a JsonWriter gives; the result ends without a line feed.
std::string indented_json(std::string_view json);

}  // namespace presad
