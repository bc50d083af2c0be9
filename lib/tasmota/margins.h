// MARGINS: what a meter's readings crossed. PowerDelta, and the low and high ends of power, voltage and current.
//
// Pure. Source: DIALECT.md, 5 and 6.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "device/state.h"
#include "tasmota/options.h"

namespace presad::tasmota {

class Margins {
 public:
  /// A reading came. Gives the payload of MARGINS where something was crossed: {"MARGINS":{"PowerDelta":57,
  /// "PowerHigh":"ON"}}. Low and high ends count only while a relay is on, as in the firmware.
  std::optional<std::string> on_reading(const State& state, const Options& options, Timestamp now);

 private:
  struct Reading {
    Timestamp at{};
    int power_w = 0;
  };
  struct Crossed {
    bool low = false;
    bool high = false;
  };

  std::optional<int> take_delta(int power_w, int delta, Timestamp now);

  std::vector<Reading> history_;  ///< of the last seconds, and the one before them
  Crossed power_;
  Crossed voltage_;
  Crossed current_;
};

}  // namespace presad::tasmota
