// A text as a YAML scalar: plain where nobody could read it as something else, else in quotes. Pure.
//
// What is written here is read back by document.h as the very same text. Source: YAML 1.2, 7.3.

#pragma once

#include <string>
#include <string_view>

namespace presad::config {

/// `text` as it may stand as a key or a value, in a block or between { and }.
std::string scalar_text(std::string_view text);

/// The same, never plain: 'single quotes', or "double quotes" when a control character must be escaped.
std::string quoted_text(std::string_view text);

/// The same in place of a scalar that was `written` so: its kind of quotes stays.
std::string scalar_text_like(std::string_view text, std::string_view written);

}  // namespace presad::config
