// How a scalar was written, read off the source text: a parser tells its value, not its looks. Pure.

#pragma once

#include <cstdint>
#include <string_view>

namespace presad::config {

enum class ScalarStyle : std::uint8_t { plain, quoted, block };

struct Written {
  ScalarStyle style = ScalarStyle::plain;
  std::uint32_t length = 0;  ///< bytes on its first line, a tag in front included
  bool complete = true;      ///< it ends on that line; always so for blocks
};

/// `rest` is the line from the scalar's (or its tag's) first byte on, `value` what the parser made of it.
Written written_at(std::string_view rest, std::string_view value);

/// The word for "nothing" that stands at the front of `rest`, or nothing: yaml-cpp does not tell which.
std::string_view null_word_at(std::string_view rest);

}  // namespace presad::config
