// Tuya's own words for what a datapoint does, and what presad takes it for. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include <cstdint>
#include <string_view>

#include "device/reading.h"

namespace presad::tuya {

/// What a datapoint is for. Readings of sensors are in a table of their own.
enum class DatapointRole : std::uint8_t {
  relay,
  current,
  power,
  voltage,
  energy,
  relay_status,
  mode,
  brightness_v1,
  brightness_v2,
  ct_v1,
  ct_v2,
  colour_v1,
  colour_v2,
  control,
  target,
  position,
  work_state,
};

struct RoleWord {
  std::string_view name;
  DatapointRole role;
};

struct ReadingWord {
  std::string_view name;
  ReadingKind kind;
  unsigned scale;  ///< the usual one
};

/// nullptr when `name` is no such word.
const RoleWord* find_role(std::string_view name) noexcept;
const ReadingWord* find_reading(std::string_view name) noexcept;

}  // namespace presad::tuya
