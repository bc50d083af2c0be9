// What a sensor says, in the units that Tasmota shows. Pure.

#pragma once

#include <cstdint>

namespace presad {

enum class ReadingKind : std::uint8_t {
  temperature,  ///< °C
  humidity,     ///< % relative
  illuminance,  ///< lx
  battery,      ///< %
  contact,      ///< 1: open
  motion,       ///< 1: somebody moves
  water,        ///< 1: a leak
  smoke,        ///< 1: alarm
  gas,          ///< 1: alarm
};

struct Reading {
  ReadingKind kind = ReadingKind::temperature;
  double value = 0;
  unsigned decimals = 0;  ///< that the device means

  friend bool operator==(const Reading&, const Reading&) = default;
};

}  // namespace presad
