// A lamp as every family and the bridge know it: what it can show, what it shows, what it can be told. Pure.
//
// Its switch is the relay of its State; brightness, white and colour stand here, in Tasmota's units.

#pragma once

#include <cstdint>
#include <optional>

namespace presad {

/// What a lamp can show; the number is how many channels Tasmota counts in it (lt_st).
enum class LightKind : std::uint8_t {
  dimmer = 1,  ///< brightness only
  ct = 2,      ///< and a white from warm to cold
  rgb = 3,     ///< colours
  rgbw = 4,    ///< colours, and a white of one temperature
  rgbcw = 5,   ///< colours, and a white from warm to cold
};

inline constexpr unsigned coldest_mired = 153;
inline constexpr unsigned warmest_mired = 500;

/// What of a lamp is lit, or wanted; nothing where it is not known, or not to be changed.
struct LightLevels {
  std::optional<bool> colour;          ///< the colour is lit, and not the white
  std::optional<unsigned> brightness;  ///< of what is lit, 0 to 100 %
  std::optional<unsigned> ct;          ///< mired, coldest_mired to warmest_mired
  std::optional<unsigned> hue;         ///< 0 to 359 degrees
  std::optional<unsigned> saturation;  ///< 0 to 100 %

  friend bool operator==(const LightLevels&, const LightLevels&) = default;
};

struct Light {
  LightKind kind = LightKind::dimmer;
  LightLevels levels;

  friend bool operator==(const Light&, const Light&) = default;
};

}  // namespace presad
