// Is this text fit to be read as YAML at all? Encoding, control characters, indentation. Pure.
//
// What yaml-cpp takes without a word or answers with "illegal map value" is found here and named.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "config/diagnostics.h"
#include "config/document.h"
#include "config/source.h"

namespace presad::config {

struct CheckedText {
  std::shared_ptr<const Source> source;
  std::string_view text;  ///< without a byte order mark; part of what was given
  bool readable = false;  ///< false: an error was found, parsing it would only add confusion
};

CheckedText check_text(std::string file, std::string_view text, Content content, const Limits& limits,
                       Diagnostics& diagnostics);

}  // namespace presad::config
