// A file's lines as a person may see them: secrets are ••••. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/document.h"

namespace presad::config {

/// One for each line of `text`. Values that names_a_secret() and all values of a secrets' file are hidden, and what
/// stands behind such a name in a comment; of a text that is no YAML everything.
std::vector<std::string> masked_lines(std::string_view text, Content content);

}  // namespace presad::config
