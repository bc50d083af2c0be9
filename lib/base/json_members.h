// The members of a JSON object as they were written: for passing on what somebody else said, decimals and all. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace presad {

struct JsonMember {
  std::string key;
  std::string text;  ///< its value, verbatim

  friend bool operator==(const JsonMember&, const JsonMember&) = default;
};

using JsonMembers = std::vector<JsonMember>;

/// Of a doubled key, the value that came last, where the first one stood.
/// Errors: `malformed`: no JSON object, or more than parse_json() takes.
Result<JsonMembers> split_json_object(std::string_view text);

/// The value of `key`, or nullptr.
const std::string* find_member(const JsonMembers& members, std::string_view key) noexcept;

/// The object again.
std::string join_json_object(const JsonMembers& members);

}  // namespace presad
