// What docs/power-cuts.md promises, written down once more and by itself: for the tests to compare presad with. Pure.

#pragma once

#include <cstdint>
#include <optional>

#include "device/power_on.h"
#include "device/state.h"

namespace presad::scenario {

/// A policy as the inventory has it.
struct Wish {
  PowerOn power_on = PowerOn::device;
  bool never_restore_on = false;
};

/// The table. `was`: the last position that the plug showed before. `says`: what it says now. `lost_power`: as
/// docs/power-cuts.md defines it. Where presad switches the relay; nothing: it leaves it.
inline std::optional<bool> ordered(const Wish& wish, bool was, Power says, bool lost_power) {
  const bool undefined = says == Power::undefined;
  if (!undefined && !lost_power) return std::nullopt;
  if (!undefined && wish.power_on == PowerOn::device) return std::nullopt;
  bool wanted = was;
  if (wish.power_on == PowerOn::on) wanted = true;
  if (wish.power_on == PowerOn::off) wanted = false;
  if (!undefined && wanted == (says == Power::on)) return std::nullopt;
  if (wanted && wish.never_restore_on && !(undefined && was)) return std::nullopt;
  return wanted;
}

}  // namespace presad::scenario
