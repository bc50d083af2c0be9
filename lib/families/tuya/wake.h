// How a device is brought back that came up without its cloud: the inventory's `wake`. Pure.
// Source: PROTOCOL.md, 14.

#pragma once

#include <cstdint>

namespace presad::tuya {

enum class Wake : std::uint8_t {
  automatic,  ///< every rung of the ladder
  updatedps,  ///< by a refresh alone; nothing is ever asserted
  control,    ///< by asserting the target alone; no refresh is ever sent to wake it
  none,       ///< it is only read
};

}  // namespace presad::tuya
