// Where a relay shall be brought: a family that woke a device asks, bridge/power_policy answers. Pure.

#pragma once

#include <optional>

#include "device/power_on.h"
#include "device/state.h"

namespace presad {

/// Asked from inside a device's own functions, on the loop thread; answers at once and changes nothing.
class PowerTargets {
 public:
  /// Where presad shall switch `relay` (from 1), or nothing when it shall be left alone. `shown`: where the device
  /// says it is, `undefined` when it does not say. `lost_power`: there is evidence that the device was without
  /// power since it was last seen (an undefined position is evidence by itself).
  virtual std::optional<bool> target(unsigned relay, Power shown, bool lost_power) const = 0;

  /// What the device shall do by itself when its power returns; `device`: leave its own setting alone.
  virtual PowerOn own_restore() const = 0;

 protected:
  ~PowerTargets() = default;
};

}  // namespace presad
