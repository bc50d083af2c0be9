// The command word: the last level of a command topic.
//
// Pure. Source: DIALECT.md, 1: case does not count, trailing digits are the index, a leading '_' keeps RESULT silent.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace presad::tasmota {

/// Longer words are cut: none of ours is as long, and a hostile one must not come back whole in an answer.
inline constexpr std::size_t max_word_size = 63;

struct CommandWord {
  std::string name;        ///< upper case, without index and '_'
  unsigned index = 1;      ///< 1 when none was given; at most 999999
  bool has_index = false;  ///< digits were given; some commands answer differently without
  bool silent = false;     ///< no RESULT unless it is an error; POWER and STATUS messages go out all the same

  friend bool operator==(const CommandWord&, const CommandWord&) = default;
};

/// Reads any bytes; never fails.
CommandWord parse_command_word(std::string_view last_level);

/// The word as Tasmota repeats it in `Input`: the index only if it is not 1. "POWER", "POWER2".
std::string render_word(const CommandWord& word);

}  // namespace presad::tasmota
