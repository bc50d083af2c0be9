#include "tasmota/light_channels.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace presad::tasmota {

namespace {

constexpr unsigned brightest = 255;

using Colour = std::array<unsigned, 3>;

Colour colour_of(unsigned hue, unsigned saturation, unsigned brightness) noexcept {
  constexpr double sector = 60;
  const double value = brightness / 100.0;
  const double chroma = value * std::min(saturation, 100U) / 100.0;
  const double at = (hue % 360) / sector;
  const double second = chroma * (1 - std::abs(std::fmod(at, 2) - 1));
  constexpr std::array<std::array<int, 3>, 6> parts = {
      {{2, 1, 0}, {1, 2, 0}, {0, 2, 1}, {0, 1, 2}, {1, 0, 2}, {2, 0, 1}}};  // of each sector: chroma, second, nothing
  const auto& part = parts[static_cast<std::size_t>(at)];
  Colour colour{};
  for (std::size_t i = 0; i < colour.size(); ++i) {
    const double above = part[i] == 2 ? chroma : part[i] == 1 ? second : 0;
    colour[i] = static_cast<unsigned>(std::lround((value - chroma + above) * brightest));
  }
  return colour;
}

void read_colour(LightLevels& levels, const Colour& colour) noexcept {
  const unsigned most = std::max({colour[0], colour[1], colour[2]});
  const unsigned least = std::min({colour[0], colour[1], colour[2]});
  const double range = most - least;
  double hue = 0;
  if (range > 0) {
    const auto difference = [&](std::size_t one, std::size_t other) {
      return (static_cast<double>(colour[one]) - static_cast<double>(colour[other])) / range;
    };
    if (most == colour[0]) {
      hue = difference(1, 2);
    } else if (most == colour[1]) {
      hue = difference(2, 0) + 2;
    } else {
      hue = difference(0, 1) + 4;
    }
  }
  levels.colour = true;
  levels.hue = static_cast<unsigned>(std::lround(hue * 60) + 360) % 360;
  levels.saturation = most == 0 ? 0 : static_cast<unsigned>(std::lround(100 * range / most));
  levels.brightness = per_cent(most);
}

unsigned warm_share(unsigned ct, unsigned brightness) noexcept {
  const unsigned within = std::clamp(ct, coldest_mired, warmest_mired) - coldest_mired;
  constexpr unsigned range = warmest_mired - coldest_mired;
  return (brightness * within + range / 2) / range;
}

unsigned ct_of(unsigned cold, unsigned warm) noexcept {
  constexpr unsigned range = warmest_mired - coldest_mired;
  return coldest_mired + (warm * range + (cold + warm) / 2) / (cold + warm);
}

}  // namespace

unsigned per_cent(unsigned level) noexcept {
  const unsigned shown = (std::min(level, brightest) * 100 + brightest / 2) / brightest;
  return level > 0 ? std::max(shown, 1U) : 0;
}

unsigned level_of(unsigned per_cent) noexcept { return (std::min(per_cent, 100U) * brightest + 50) / 100; }

bool shows_colour(const Light& light) noexcept {
  if (!has_colour(light.kind)) return false;
  return !has_white(light.kind) || light.levels.colour.value_or(false);
}

Channels channels_of(const Light& light) noexcept {
  Channels channels;
  channels.count = static_cast<std::size_t>(light.kind);
  const LightLevels& levels = light.levels;
  const unsigned brightness = levels.brightness.value_or(0);
  if (shows_colour(light)) {
    const Colour colour = colour_of(levels.hue.value_or(0), levels.saturation.value_or(0), brightness);
    std::copy(colour.begin(), colour.end(), channels.values.begin());
    return channels;
  }
  const unsigned level = level_of(brightness);
  unsigned* const white = channels.values.data() + (has_colour(light.kind) ? 3 : 0);
  const unsigned warm = has_ct(light.kind) ? warm_share(levels.ct.value_or(coldest_mired), level) : 0;
  white[0] = level - warm;
  if (has_ct(light.kind)) white[1] = warm;
  return channels;
}

LightLevels levels_of(LightKind kind, const Channels& channels) noexcept {
  LightLevels levels;
  const auto& values = channels.values;
  if (has_colour(kind) && values[0] + values[1] + values[2] > 0) {
    read_colour(levels, {values[0], values[1], values[2]});
    return levels;
  }
  if (kind == LightKind::rgb) return levels;
  const std::size_t white = has_colour(kind) ? 3 : 0;
  const unsigned cold = values[white];
  const unsigned warm = has_ct(kind) ? values[white + 1] : 0;
  if (cold + warm == 0) return levels;
  if (kind != LightKind::dimmer) levels.colour = false;
  levels.brightness = per_cent(cold + warm);
  if (has_ct(kind)) levels.ct = ct_of(cold, warm);
  return levels;
}

std::string render_color(const Channels& channels) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (std::size_t i = 0; i < channels.count; ++i) {
    text += digits[channels.values[i] >> 4U & 0xFU];
    text += digits[channels.values[i] & 0xFU];
  }
  return text;
}

}  // namespace presad::tasmota
