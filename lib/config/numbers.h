// Numbers as a person writes them in the inventory: decimal digits, perhaps a sign and a point. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace presad::config {

/// Digits with an optional minus; no blanks, no plus, no 0x, nothing behind. Nothing else is a whole number.
std::optional<std::int64_t> parse_integer(std::string_view text) noexcept;

/// The same with an optional point and digits behind it; no exponent, no inf, no nan.
std::optional<double> parse_number(std::string_view text) noexcept;

/// The shortest text of `number`: 0.05, 3600.
std::string render_number(double number);

}  // namespace presad::config
