// The payload of a command: query, number or word.
//
// Pure. Source: DIALECT.md, 2. The firmware handles payloads as C strings, so what follows a NUL does not exist.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace presad::tasmota {

/// Tasmota drops longer ones without a word; presad answers an error, since every command ends in a stated outcome.
inline constexpr std::size_t max_command_payload = 1199;

struct Payload {
  /// "No value": nothing that reads as a number at the front. Tasmota's own -99, so a sent "-99" is no value either.
  static constexpr std::int32_t none = -99;

  std::string_view text;       ///< borrowed, from the first byte that is no white space; empty for "" and "?"
  std::int32_t number = none;  ///< the word's value if the whole text is one of the table, else its C-style number

  bool is_query() const noexcept { return text.empty(); }
};

/// Reads any bytes; never fails.
Payload parse_payload(std::string_view raw) noexcept;

/// The value of one of Tasmota's words (OFF 0, ON 1, TOGGLE 2, BLINK 3, …, ALL 255), case ignored; the whole
/// text must be the word.
std::optional<std::int32_t> word_value(std::string_view text) noexcept;

/// A number at the front as strtol(…, 0) reads it: sign, decimal, 0x hex, leading-0 octal; what follows is
/// ignored; beyond 32 bits it saturates. Nothing when there is none.
std::optional<std::int32_t> leading_number(std::string_view text) noexcept;

/// The same for numbers that 32 bits cannot hold, times for one; saturates far beyond them.
std::optional<std::int64_t> leading_integer(std::string_view text) noexcept;

}  // namespace presad::tasmota
