// New entries for a mapping of a YAML text, written as the mapping itself is written. Pure.
//
// Behind the last entry and the comments that belong to it, indented as the others are; between { and } where the
// mapping is written so. Whoever edits parses the result again: what is too odd to be edited shows there.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/document.h"
#include "config/text_edits.h"

namespace presad::config {

/// `key: value`, or a mapping of such when `values` has any. Values are already written as YAML (scalar_text.h).
struct NewEntry {
  std::string key;
  std::string value;
  std::vector<std::pair<std::string, std::string>> values;
};

/// Into the mapping `node`, which may be empty; `owner` is its entry, nullptr for the root. All of one mapping in one
/// call. `edits` is of the text that `node` was read from.
void add_entries(TextEdits& edits, const Node& node, const Entry* owner, const std::vector<NewEntry>& entries);

/// Into the mapping `key` of `root`, which is added when it is missing.
void add_entries_below(TextEdits& edits, const Node& root, const std::string& key,
                       const std::vector<NewEntry>& entries);

}  // namespace presad::config
