// A cover (shutter, blind, curtain) as every family and the bridge know it. Pure.

#pragma once

#include <cstdint>
#include <optional>

namespace presad {

enum class CoverDirection : std::int8_t { closing = -1, stopped = 0, opening = 1 };

/// 0 % is closed, 100 % is open, whatever the vendor counts.
struct Cover {
  bool positioned = false;           ///< it can go to a position and tells where it is; else open, close and stop
  std::optional<unsigned> position;  ///< percent; without `positioned` 0, 50 or 100, by what it was told last
  std::optional<unsigned> target;    ///< percent; where it goes, or went last
  CoverDirection direction = CoverDirection::stopped;

  friend bool operator==(const Cover&, const Cover&) = default;
};

}  // namespace presad
