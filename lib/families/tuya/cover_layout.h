// Where a cover's movements stand among its datapoints. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace presad::tuya {

struct CoverLayout {
  std::uint8_t control = 0;  ///< takes the three words; 0: none
  std::string open = "open";
  std::string close = "close";
  std::string stop = "stop";
  std::uint8_t target = 0;              ///< percent, writable; 0: the cover knows no positions
  std::vector<std::uint8_t> positions;  ///< percent; of those that the device reports the first counts
  bool inverted = false;                ///< 100 % means closed
  std::uint8_t work_state = 0;          ///< "opening" or "closing" while it moves; 0: none

  friend bool operator==(const CoverLayout&, const CoverLayout&) = default;
};

}  // namespace presad::tuya
