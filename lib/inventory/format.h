// An inventory's text with its white space in order, and nothing else touched. Pure.
//
// What is done: no blanks at the ends of lines, two blanks for each level, one empty line at most, none at the end, and
// one between two devices of which the first takes several lines. Comments and the order of keys stay. Lines inside of
// brackets that were opened on an earlier line are left as they are.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "config/diagnostics.h"

namespace presad {

/// Doing it twice changes nothing more. Errors: `bad_config`: `text` is not fit to be read, and `findings` say why
/// (`file` is the name they show); or the result would not mean the same, and is therefore not given.
Result<std::string> format_inventory(const std::string& file, std::string_view text, config::Diagnostics& findings);

}  // namespace presad
