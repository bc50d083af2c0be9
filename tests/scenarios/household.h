// A gateway's link and those of its sub-devices against one plug model, on a clock that the test moves.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/stage.h"

namespace presad::scenario {

/// A gateway of `version` with so many plugs behind it, as presad-sim makes them.
simulator::PlugSettings gateway_settings(tuya::Version version, unsigned sub_devices = 3);

class Household {
 public:
  explicit Household(const simulator::PlugSettings& settings) : stage(settings) {}

  struct Member {
    std::string cid;
    std::unique_ptr<tuya::Link> link;
    Targets targets;
    Timestamp deadline = never;
    std::map<CommandId, Answer> answers;
    std::vector<bool> presence;  ///< each change of online
    Facts learned;

    const Condition& condition() const { return link->condition(); }
    Power relay() const { return link->state().relays.at(0); }
  };

  Stage stage;  ///< the gateway's

  /// The sub-device `number` (from 1) comes into the inventory.
  Member& add(unsigned number) { return add_cid(stage.plug.settings().sub_devices.at(number - 1).cid); }
  Member& add_cid(const std::string& cid);
  void remove(Member& member);
  CommandId execute(Member& member, const Command& command);
  void act(unsigned number, simulator::OfSubDevice::What what) {
    stage.apply(stage.plug.act_on_sub_device({number, what}, stage.clock.now()));
  }

  void run_for(Duration span) {
    run_until([] { return false; }, span);
  }
  template <class Condition>
  bool run_until(Condition condition, Duration limit = std::chrono::seconds(60)) {
    const Timestamp end = stage.clock.now() + limit;
    while (!condition()) {
      if (stage.clock.now() >= end) return false;
      step();
    }
    return true;
  }
  bool run_until_all_online() {
    return run_until([this] {
      bool all = stage.link->condition().online;
      for (const auto& [cid, member] : members_) all = all && member.condition().online;
      return all;
    });
  }

 private:
  void step();
  void carry_out(Member& member, tuya::LinkEffects effects);

  std::map<std::string, Member> members_;
  CommandId last_command_ = 0;
};

}  // namespace presad::scenario
