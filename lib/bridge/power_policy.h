// What presad does with a relay after its device lost power: the table of docs/power-cuts.md, cell by cell. Pure.

#pragma once

#include <optional>

#include "device/power_on.h"
#include "device/state.h"

namespace presad::bridge {

struct PowerPolicy {
  PowerOn power_on = PowerOn::device;
  /// A heater: presad never switches it on by itself, except back on where it was on and no longer says what it is.
  bool never_restore_on = false;

  friend bool operator==(const PowerPolicy&, const PowerPolicy&) = default;
};

/// Where the relay shall be switched; nothing: leave it. `confirmed`: where it was last known to be, `undefined` when
/// nobody ever knew. `shown`: where the device says it is. `lost_power`: there is evidence that the device was without
/// power since it was last seen.
std::optional<bool> power_target(const PowerPolicy& policy, Power confirmed, Power shown, bool lost_power) noexcept;

/// What the device may be told to do by itself when its power returns; `device` where that cannot be expressed.
PowerOn own_restore(const PowerPolicy& policy) noexcept;

}  // namespace presad::bridge
