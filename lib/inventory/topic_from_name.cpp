#include "inventory/topic_from_name.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.h"
#include "inventory/topic_words.h"

namespace presad {

namespace {

constexpr std::size_t room_for_suffix = 8;

/// Blanks, marks of direction and control characters beyond ASCII, as UTF-8: no keyboard has them.
bool is_foreign_blank(std::string_view character) {
  if (character.size() == 2) return character[0] == '\xC2' && static_cast<unsigned char>(character[1]) <= 0xA0;
  constexpr std::array<std::string_view, 3> others = {"\xE3\x80\x80", "\xEF\xBB\xBF", "\xE1\x9A\x80"};
  const bool general =
      character.starts_with("\xE2\x80") &&
      (static_cast<unsigned char>(character[2]) <= 0x8F ||
       (static_cast<unsigned char>(character[2]) >= 0xA8 && static_cast<unsigned char>(character[2]) <= 0xAF));
  return general || std::find(others.begin(), others.end(), character) != others.end();
}

std::size_t length_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC0) return 1;
  return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// `text` is UTF-8.
std::string word_of(std::string_view text) {
  std::string word;
  bool gap = false;
  while (!text.empty()) {
    const std::string_view character = text.substr(0, length_of_character(text.front()));
    text.remove_prefix(character.size());
    const char c = character.front();
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    const bool kept = ascii ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
                            : !is_foreign_blank(character);
    if (!kept) {
      gap = true;
      continue;
    }
    if (word.size() + character.size() + 1 > max_topic_word - room_for_suffix) break;
    if (gap && !word.empty()) word += '_';
    gap = false;
    word += to_lower(character);
  }
  return word;
}

}  // namespace

std::string untaken(const std::string& wish, const std::function<bool(const std::string&)>& is_taken) {
  std::string topic = wish;
  for (int number = 2; is_taken(topic); ++number) topic = wish + '_' + std::to_string(number);
  return topic;
}

std::string topic_from_name(std::string_view name, const std::string& otherwise, const std::string& group_topic,
                            const std::function<bool(const std::string&)>& is_taken) {
  std::string word = is_utf8(name) ? word_of(name) : std::string();
  if (word.find_first_not_of('-') == std::string::npos || !check_device_topic(word, group_topic)) word = otherwise;
  return untaken(word, is_taken);
}

}  // namespace presad
