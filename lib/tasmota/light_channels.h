// A lamp's levels as Tasmota's channels, red, green, blue, cold, warm, each 0 to 255, and back.
//
// Pure. Source: DIALECT.md, 8.

#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "device/light.h"

namespace presad::tasmota {

struct Channels {
  static constexpr std::size_t most = 5;

  std::array<unsigned, most> values{};
  std::size_t count = 0;  ///< of the lamp's kind
};

inline bool has_colour(LightKind kind) noexcept { return kind >= LightKind::rgb; }
inline bool has_white(LightKind kind) noexcept { return kind == LightKind::ct || kind >= LightKind::rgbw; }
inline bool has_ct(LightKind kind) noexcept { return kind == LightKind::ct || kind == LightKind::rgbcw; }

/// Whether the colour is lit: always where there is nothing else, else where the lamp says so.
bool shows_colour(const Light& light) noexcept;

/// What it shows, or would if it were on. A level that is not known counts as nothing, a white as the coldest.
Channels channels_of(const Light& light) noexcept;

/// What a lamp of `kind` shows with `channels`. No lamp of ours shows colour and white together: the colour wins.
/// Without brightness where all channels are 0.
LightLevels levels_of(LightKind kind, const Channels& channels) noexcept;

/// 0 to 255 as per cent; what is lit at all is 1 at least.
unsigned per_cent(unsigned level) noexcept;
/// The reverse.
unsigned level_of(unsigned per_cent) noexcept;

/// "5C99000000"
std::string render_color(const Channels& channels);

}  // namespace presad::tasmota
