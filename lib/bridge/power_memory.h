// What a device's relays were last known to be and what they shall be after a power cut: kept in the store, asked for
// by the device when it has been woken. Loop thread.
//
// What follows from both is power_policy.h's business.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/power_policy.h"
#include "device/power_targets.h"
#include "device/state.h"
#include "store/store.h"

namespace presad::bridge {

class PowerMemory final : public PowerTargets {
 public:
  /// `store` outlives it. `inventory`: the policy as the inventory has it; one that PowerOnState set holds until that
  /// line of the inventory changes.
  PowerMemory(store::Store& store, std::string topic, const PowerPolicy& inventory);

  /// The inventory's policy, anew.
  void set_inventory(const PowerPolicy& inventory);
  /// PowerOnState: survives restarts.
  void set_by_command(PowerOn power_on);

  PowerOn power_on() const noexcept { return policy_.power_on; }

  /// Hands what is known and settled to the store: before anybody else is told. `unsettled`: the relays (bit 0 for
  /// relay 1) whose position is nobody's wish.
  void remember(std::span<const Power> relays, unsigned unsettled);

  std::optional<bool> target(unsigned relay, Power shown, bool lost_power) const override;
  PowerOn own_restore() const override { return bridge::own_restore(policy_); }

 private:
  std::string_view fact(std::string_view name) const;

  store::Store& store_;
  std::string topic_;
  PowerOn inventory_;
  PowerPolicy policy_;
  std::vector<Power> confirmed_;  ///< relay 1 first
};

}  // namespace presad::bridge
