#include "config/scalar_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.h"

namespace presad::config {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool begins_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Words that YAML, or a person, takes for something else than a text.
bool is_a_word_of_the_language(std::string_view text) {
  constexpr std::array<std::string_view, 7> words = {"null", "true", "false", "yes", "no", "on", "off"};
  return std::any_of(words.begin(), words.end(), [text](auto word) { return equal_ignoring_case(text, word); });
}

bool is_plain(std::string_view text) {
  if (text.empty() || !begins_plain(text.front()) || text.back() == ':' || is_a_word_of_the_language(text))
    return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return begins_plain(c) || c == '-' || c == '.' || c == ':'; });
}

std::string double_quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    if (is_control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      quoted.append("\\x") += digits[byte >> 4U];
      quoted += digits[byte & 0xFU];
    } else {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace

std::string scalar_text(std::string_view text) { return is_plain(text) ? std::string(text) : quoted_text(text); }

std::string quoted_text(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_control)) return double_quoted(text);
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + '\'';
}

std::string scalar_text_like(std::string_view text, std::string_view written) {
  if (written.starts_with('"')) return double_quoted(text);
  return written.starts_with('\'') ? quoted_text(text) : scalar_text(text);
}

}  // namespace presad::config
