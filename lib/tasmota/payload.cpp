#include "tasmota/payload.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"

namespace presad::tasmota {

namespace {

struct Word {
  std::string_view text;
  std::int32_t value;
};

constexpr std::array<Word, 18> words = {{
    {"OFF", 0},
    {"FALSE", 0},
    {"STOP", 0},
    {"DOWN", 0},
    {"CLOSE", 0},
    {"CELSIUS", 0},
    {"ON", 1},
    {"TRUE", 1},
    {"START", 1},
    {"FAHRENHEIT", 1},
    {"USER", 1},
    {"TOGGLE", 2},
    {"ADMIN", 2},
    {"BLINK", 3},
    {"BLINKOFF", 4},
    {"UP", 100},
    {"OPEN", 100},
    {"ALL", 255},
}};

constexpr std::string_view white_space = " \t\n\v\f\r";

/// The digit's value; 16 or more if it is none.
unsigned digit_value(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return 16;
}

}  // namespace

Payload parse_payload(std::string_view raw) noexcept {
  raw = raw.substr(0, raw.find('\0'));
  const std::size_t begin = raw.find_first_not_of(white_space);
  Payload payload;
  if (begin == std::string_view::npos) return payload;
  payload.text = raw.substr(begin);
  if (payload.text == "?") {
    payload.text = {};
  } else if (const auto value = word_value(payload.text)) {
    payload.number = *value;
  } else {
    payload.number = leading_number(payload.text).value_or(Payload::none);
  }
  return payload;
}

std::optional<std::int32_t> word_value(std::string_view text) noexcept {
  for (const Word& word : words) {
    if (equal_ignoring_case(word.text, text)) return word.value;
  }
  return std::nullopt;
}

std::optional<std::int32_t> leading_number(std::string_view text) noexcept {
  const auto number = leading_integer(text);
  if (!number) return std::nullopt;
  constexpr std::int64_t lowest = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t highest = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp(*number, lowest, highest));
}

std::optional<std::int64_t> leading_integer(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  unsigned base = 10;
  if (text.starts_with('0')) {
    base = 8;  // its zero is a digit of the number
    if (text.size() > 2 && (text[1] == 'x' || text[1] == 'X') && digit_value(text[2]) < 16) {
      base = 16;
      text.remove_prefix(2);
    }
  }
  if (text.empty() || digit_value(text.front()) >= base) return std::nullopt;

  constexpr std::int64_t highest = std::int64_t{1} << 48U;  // sixteen times that still fits
  std::int64_t number = 0;
  for (const char c : text) {
    const unsigned digit = digit_value(c);
    if (digit >= base) break;
    number = std::min(number * base + digit, highest);
  }
  return negative ? -number : number;
}

}  // namespace presad::tasmota
