#include "families/tuya/colour_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace presad::tuya {

namespace {

constexpr unsigned full_circle = 360;
constexpr unsigned full = 1000;
constexpr unsigned byte_full = 255;

std::optional<unsigned> hex(std::string_view digits) noexcept {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

unsigned rescale(unsigned value, unsigned from, unsigned to) noexcept { return (value * to + from / 2) / from; }

void append_hex(std::string& text, unsigned value, unsigned digits) {
  constexpr std::string_view alphabet = "0123456789abcdef";
  for (unsigned digit = digits; digit-- > 0;) text += alphabet[value >> (4 * digit) & 0xFU];
}

Colour from_rgb(unsigned red, unsigned green, unsigned blue) noexcept {
  const auto most = static_cast<double>(std::max({red, green, blue}));
  const auto span = most - static_cast<double>(std::min({red, green, blue}));
  const auto r = static_cast<double>(red);
  const auto g = static_cast<double>(green);
  const auto b = static_cast<double>(blue);
  double hue = 0;
  if (span > 0) {
    if (most == r) {
      hue = 60 * (g - b) / span;
    } else if (most == g) {
      hue = 60 * (b - r) / span + 120;
    } else {
      hue = 60 * (r - g) / span + 240;
    }
  }
  if (hue < 0) hue += full_circle;
  Colour colour;
  colour.hue = static_cast<unsigned>(std::lround(hue)) % full_circle;
  colour.saturation = most > 0 ? static_cast<unsigned>(std::lround(span / most * full)) : 0;
  colour.value = static_cast<unsigned>(std::lround(most / byte_full * full));
  return colour;
}

std::array<unsigned, 3> to_rgb(const Colour& colour) noexcept {
  const double value = static_cast<double>(colour.value) / full;
  const double saturation = static_cast<double>(colour.saturation) / full;
  const auto channel = [&](double offset) {
    const double k = std::fmod(offset + static_cast<double>(colour.hue) / 60, 6.0);
    const double part = value - value * saturation * std::max(0.0, std::min({k, 4 - k, 1.0}));
    return static_cast<unsigned>(std::lround(part * byte_full));
  };
  return {channel(5), channel(3), channel(1)};
}

unsigned apart(unsigned left, unsigned right) noexcept { return left > right ? left - right : right - left; }

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) noexcept {
  if (text.size() == 12) {
    const auto hue = hex(text.substr(0, 4));
    const auto saturation = hex(text.substr(4, 4));
    const auto value = hex(text.substr(8, 4));
    if (!hue || !saturation || !value || *hue > full_circle || *saturation > full || *value > full) return std::nullopt;
    return Colour{*hue % full_circle, *saturation, *value};
  }
  if (text.size() == 14) {
    const auto hue = hex(text.substr(6, 4));
    const auto saturation = hex(text.substr(10, 2));
    const auto value = hex(text.substr(12, 2));
    if (!hex(text.substr(0, 6)) || !hue || !saturation || !value || *hue > full_circle) return std::nullopt;
    return Colour{*hue % full_circle, rescale(*saturation, byte_full, full), rescale(*value, byte_full, full)};
  }
  if (text.size() == 6) {
    const auto rgb = hex(text);
    if (!rgb) return std::nullopt;
    return from_rgb(*rgb >> 16U, *rgb >> 8U & 0xFFU, *rgb & 0xFFU);
  }
  return std::nullopt;
}

std::string render_colour(const Colour& colour, ColourEncoding encoding) {
  std::string text;
  if (encoding == ColourEncoding::v1) {
    for (const unsigned channel : to_rgb(colour)) append_hex(text, channel, 2);
    append_hex(text, colour.hue, 4);
    append_hex(text, rescale(colour.saturation, full, byte_full), 2);
    append_hex(text, rescale(colour.value, full, byte_full), 2);
  } else {
    append_hex(text, colour.hue, 4);
    append_hex(text, colour.saturation, 4);
    append_hex(text, colour.value, 4);
  }
  return text;
}

bool same_colour(std::string_view left, std::string_view right) noexcept {
  constexpr unsigned step = 4;  // of 1000, a step of 1/255 rounded up
  const auto a = parse_colour(left);
  const auto b = parse_colour(right);
  if (!a || !b) return false;
  const unsigned turn = apart(a->hue, b->hue);
  // Of a grey the hue says nothing, of black neither of both.
  const bool same_hue = turn <= 1 || turn >= full_circle - 1 || a->saturation == 0 || a->value == 0;
  const bool same_saturation = apart(a->saturation, b->saturation) <= step || a->value == 0;
  return same_hue && same_saturation && apart(a->value, b->value) <= step;
}

}  // namespace presad::tuya
