// Small questions about text. Pure.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace presad {

/// ASCII only; every other byte stays as it is.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept;

/// Lower-case hex digits, two a byte.
std::string to_hex(ByteView bytes);

/// The bytes of hex digits of either case; nothing when `text` is odd or holds another character.
std::optional<Bytes> from_hex(std::string_view text);

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to `word` (case ignored), if near enough to be what was meant: at most a
/// third of its letters differ. Nothing otherwise.
std::optional<std::string_view> nearest_word(std::string_view word, std::span<const std::string_view> candidates);

/// Valid UTF-8 (RFC 3629: no surrogates, no over-long forms).
bool is_utf8(std::string_view text) noexcept;

/// `text` made safe for one line of a log: control characters, quotes and broken UTF-8 as \xNN, at most
/// `limit` bytes of it, then "…".
std::string printable(std::string_view text, std::size_t limit = 80);

}  // namespace presad
