// yaml-cpp's complaints in words that help, and without a secret in the quoted line. Pure.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "config/diagnostics.h"
#include "config/document.h"
#include "config/tree_builder.h"

namespace presad::config {

/// Adds the finding for yaml-cpp's `complaint` at `spot`. Nothing is known of the line but its text, so that
/// whatever may be a secret in it is hidden; `inside_secret`: the last key read names one.
void tell_syntax_error(const std::shared_ptr<const Source>& source, Spot spot, std::string_view complaint,
                       Content content, bool inside_secret, Diagnostics& diagnostics);

/// Hides what stands behind a key that names a secret on line `line` of a text that was not understood; all of a
/// line without a key, if `inside_secret`.
void hide_possible_secret(const std::shared_ptr<const Source>& source, std::uint32_t line, Content content,
                          bool inside_secret, Diagnostics& diagnostics);

}  // namespace presad::config
