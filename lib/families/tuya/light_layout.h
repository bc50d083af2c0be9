// Where a lamp's levels stand among its datapoints. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include <cstdint>

namespace presad::tuya {

/// A level as a whole number between two ends.
struct LevelRange {
  std::uint8_t id = 0;  ///< 0: the lamp has none
  std::int64_t least = 0;
  std::int64_t most = 0;

  friend bool operator==(const LevelRange&, const LevelRange&) = default;
};

/// v1: 14 hex digits rrggbb hhhh ss vv; v2: 12 hex digits hhhh ssss vvvv.
enum class ColourEncoding : std::uint8_t { v1, v2 };

/// Its switch is the last relay of the profile.
struct LightLayout {
  std::uint8_t mode = 0;  ///< "white", "colour" or a scene; 0: none
  LevelRange brightness;  ///< of the white
  LevelRange ct;          ///< least is the warmest
  std::uint8_t colour = 0;
  ColourEncoding encoding = ColourEncoding::v2;

  friend bool operator==(const LightLayout&, const LightLayout&) = default;
};

}  // namespace presad::tuya
