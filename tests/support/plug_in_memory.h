// A Tuya device of the house whose plug is a model in memory: all that presad does for a plug, but the socket.
//
// Bytes arrive on a later turn of the loop, as a socket's do. The plug's own deadlines (it hangs up on who is silent,
// it looks at its meter) are left out: none is part of a command. Loop thread.

#pragma once

#include <vector>

#include "families/tuya/linked_device.h"
#include "simulator/plug_model.h"

namespace presad::testing {

class PlugInMemory final : public tuya::LinkedDevice {
 public:
  /// `on_outside` is told true before the plug works and false when it has: what lies between is none of presad's.
  PlugInMemory(const tuya::TuyaSettings& settings, const simulator::PlugSettings& plug, FamilyContext& context,
               Delegate<void(bool)> on_outside);

  void start(DeviceListener& listener, const PowerTargets& targets) override;

  /// Where the relay really is.
  Power relay() const { return plug_.relay(1); }

 private:
  void carry_out(tuya::LinkEffects effects) override;
  void on_turn();
  template <class Doing>
  void outside(Doing doing) {
    on_outside_(true);
    doing();
    on_outside_(false);
  }
  void take(simulator::PlugEffects effects);

  Delegate<void(bool)> on_outside_;
  simulator::PlugModel plug_;
  simulator::ConnectionId connection_ = 0;
  bool dialled_ = false;        ///< the link is yet to hear that it is connected
  std::vector<Bytes> to_link_;  ///< on their way
  std::vector<Bytes> arriving_;
  loop::Deferred turn_;
};

}  // namespace presad::testing
