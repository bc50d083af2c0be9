// Which datapoint measures something, and what one count of it means. Pure.

#pragma once

#include <cstdint>

namespace presad::tuya {

struct Quantity {
  std::uint8_t id = 0;    ///< 0: the device has none
  double unit = 1;        ///< reading = count * unit + zero
  double zero = 0;        ///< the reading at count 0
  unsigned decimals = 0;  ///< that the device means

  friend bool operator==(const Quantity&, const Quantity&) = default;
};

}  // namespace presad::tuya
