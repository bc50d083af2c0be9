#include "tasmota/command_word.h"

#include "base/text.h"

namespace presad::tasmota {

namespace {

constexpr unsigned max_index = 999999;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

CommandWord parse_command_word(std::string_view last_level) {
  CommandWord word;
  if (last_level.starts_with('_')) {
    word.silent = true;
    last_level.remove_prefix(1);
  }
  std::size_t digits = last_level.size();
  while (digits > 0 && is_digit(last_level[digits - 1])) --digits;
  if (digits < last_level.size()) {
    word.has_index = true;
    word.index = 0;
    for (const char digit : last_level.substr(digits)) {
      word.index = word.index * 10 + static_cast<unsigned>(digit - '0');
      if (word.index > max_index) word.index = max_index;
    }
  }
  word.name = to_upper(last_level.substr(0, digits < max_word_size ? digits : max_word_size));
  return word;
}

std::string render_word(const CommandWord& word) {
  return word.index == 1 ? word.name : word.name + std::to_string(word.index);
}

}  // namespace presad::tasmota
