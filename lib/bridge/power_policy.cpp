#include "bridge/power_policy.h"

namespace presad::bridge {

namespace {

std::optional<bool> as_target(Power power) noexcept {
  if (power == Power::undefined) return std::nullopt;
  return power == Power::on;
}

std::optional<bool> wanted(const PowerPolicy& policy, Power confirmed, Power shown) noexcept {
  switch (policy.power_on) {
    case PowerOn::device:
      return shown == Power::undefined ? as_target(confirmed) : std::nullopt;
    case PowerOn::last:
      return as_target(confirmed);
    case PowerOn::on:
      return true;
    case PowerOn::off:
      return false;
  }
  return std::nullopt;
}

}  // namespace

std::optional<bool> power_target(const PowerPolicy& policy, Power confirmed, Power shown, bool lost_power) noexcept {
  if (shown != Power::undefined && !lost_power) return std::nullopt;
  const std::optional<bool> target = wanted(policy, confirmed, shown);
  if (!target || target == as_target(shown)) return std::nullopt;  // a needless write can click a relay
  const bool was_on_and_says_nothing = shown == Power::undefined && confirmed == Power::on;
  if (*target && policy.never_restore_on && !was_on_and_says_nothing) return std::nullopt;
  return target;
}

PowerOn own_restore(const PowerPolicy& policy) noexcept {
  // A plug that switches itself on knows nothing of never_restore_on.
  if (policy.never_restore_on && policy.power_on != PowerOn::off) return PowerOn::device;
  return policy.power_on;
}

}  // namespace presad::bridge
