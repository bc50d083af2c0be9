// A colour as lamps write it: hex digits in one of two encodings. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "families/tuya/light_layout.h"

namespace presad::tuya {

struct Colour {
  unsigned hue = 0;         ///< 0 to 359 degrees
  unsigned saturation = 0;  ///< 0 to 1000
  unsigned value = 0;       ///< its brightness, 0 to 1000
};

/// Which encoding it is tells its length, whatever the lamp usually takes; 6 digits are rrggbb alone.
std::optional<Colour> parse_colour(std::string_view text) noexcept;

std::string render_colour(const Colour& colour, ColourEncoding encoding);

/// Whether two texts are one colour, but for what firmware cuts off: a step of 1/255 in each part.
bool same_colour(std::string_view left, std::string_view right) noexcept;

}  // namespace presad::tuya
