// Two versions of a file -> what differs, as `diff -u` shows it, without the secrets. Pure.

#pragma once

#include <string>
#include <string_view>

#include "config/document.h"

namespace presad::config {

enum class Secrets : std::uint8_t { hidden, shown };

/// Empty when nothing differs; else two lines with `file`, then hunks with three lines around each change, every line
/// ended. Secrets (document.h) are •••• in values and behind their names in comments. A text that is no YAML is hidden
/// line by line.
std::string render_difference(const std::string& file, std::string_view before, std::string_view after, Content content,
                              Secrets secrets = Secrets::hidden);

}  // namespace presad::config
