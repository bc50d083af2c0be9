#include "config/scalar_style.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace presad::config {

namespace {

/// Bytes up to and with the closing quote; npos when it is not on this line.
std::size_t quoted_length(std::string_view rest) {
  const char quote = rest.front();
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (quote == '"' && rest[at] == '\\') {
      ++at;
    } else if (rest[at] == quote) {
      if (quote == '"' || at + 1 >= rest.size() || rest[at + 1] != quote) return at + 1;
      ++at;  // '' is a quote inside 'single quotes'
    }
  }
  return std::string_view::npos;
}

/// Up to a comment or the blanks at the line's end.
std::size_t plain_length(std::string_view rest) {
  rest = rest.substr(0, rest.find(" #"));
  const std::size_t last = rest.find_last_not_of(" \t");
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

Written written_at(std::string_view rest, std::string_view value) {
  std::size_t tag = 0;
  if (rest.starts_with('!')) {
    tag = std::min(rest.find_first_of(" \t"), rest.size());
    const std::size_t after = rest.find_first_not_of(" \t", tag);
    if (value.empty() || after == std::string_view::npos)
      return {ScalarStyle::plain, static_cast<std::uint32_t>(tag), true};
    tag = after;
  }
  const std::string_view body = rest.substr(tag);
  const auto total = [tag](std::size_t length) { return static_cast<std::uint32_t>(tag + length); };
  if (body.empty()) return {ScalarStyle::plain, total(0), true};
  if (body.front() == '|' || body.front() == '>') return {ScalarStyle::block, total(1), true};
  if (body.front() == '"' || body.front() == '\'') {
    const std::size_t length = quoted_length(body);
    if (length != std::string_view::npos) return {ScalarStyle::quoted, total(length), true};
    return {ScalarStyle::quoted, total(plain_length(body)), false};
  }
  if (body.starts_with(value)) return {ScalarStyle::plain, total(value.size()), true};
  return {ScalarStyle::plain, total(plain_length(body)), false};
}

std::string_view null_word_at(std::string_view rest) {
  constexpr std::array<std::string_view, 4> words = {"null", "Null", "NULL", "~"};
  for (const std::string_view word : words) {
    if (!rest.starts_with(word)) continue;
    const std::string_view behind = rest.substr(word.size(), 1);
    if (behind.empty() || behind.find_first_of(" \t,:]}") != std::string_view::npos) return word;
  }
  return {};
}

}  // namespace presad::config
