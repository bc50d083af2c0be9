// The real Link against the plug model, over connections in memory, on a clock that the test moves.

#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "bridge/power_policy.h"
#include "families/tuya/link.h"
#include "simulator/plug_model.h"
#include "support/fake_clock.h"
#include "support/memory_link.h"

namespace presad::scenario {

inline constexpr const char* home = "127.0.1.1";
inline constexpr const char* elsewhere = "127.0.1.2";

tuya::Key key(const std::string& sixteen_characters);

/// A plug with one relay and a meter; `model` as presad-sim knows them.
simulator::PlugSettings plug_settings(tuya::Version version, const std::string& model = "plug", unsigned relays = 0);

/// What the inventory would say of that plug.
tuya::LinkSettings link_settings(const simulator::PlugSettings& plug);

/// A house in which nobody wants anything restored, unless the test says so.
struct Targets final : PowerTargets {
  PowerOn power_on = PowerOn::device;
  bool never_restore_on = false;
  std::vector<Power> confirmed = std::vector<Power>(max_relays, Power::undefined);  ///< kept by the stage

  std::optional<bool> target(unsigned relay, Power shown, bool lost_power) const override {
    return bridge::power_target({power_on, never_restore_on}, confirmed.at(relay - 1), shown, lost_power);
  }
  void remember(const State& state) {
    for (std::size_t i = 0; i < state.relays.size(); ++i) {
      if (state.relays[i] != Power::undefined && (state.restoring >> i & 1U) == 0) confirmed[i] = state.relays[i];
    }
  }
  PowerOn own_restore() const override { return bridge::own_restore({power_on, never_restore_on}); }
};

class Stage {
 public:
  explicit Stage(const simulator::PlugSettings& settings) : Stage(settings, scenario::link_settings(settings)) {}
  Stage(const simulator::PlugSettings& settings, tuya::LinkSettings inventory);

  FakeClock clock;
  SeededRandom random{7};
  simulator::PlugModel plug;
  Targets targets;
  std::optional<tuya::Link> link;  ///< always there; made anew by restart_presad()

  /// How bytes travel on connections made from now on.
  Weather weather;

  void start() { carry_out(link->start(clock.moment(), targets)); }
  CommandId execute(const Command& command);
  CommandId switch_relay(unsigned relay, PowerAction action) { return execute(SetPower{relay, action}); }
  void set_audience(bool listening) { carry_out(link->set_audience(listening, clock.moment())); }
  void restart_session() { carry_out(link->restart_session(clock.moment())); }
  /// presad ends and comes back with what it remembered. `lost_power`: with the machine itself, uncleanly.
  void restart_presad(bool lost_power = false);
  /// Not clear: no byte gets through and no dial is answered; what was sent arrives when it is clear again, as TCP has
  /// it.
  void set_air(bool clear) { air_ = clear; }
  void announce(const std::string& address, std::optional<tuya::Version> version);
  void apply(const simulator::PlugEffects& effects);  ///< of an action done to the plug by hand
  void set_fault(const std::string& text);

  /// Where the plug can be reached; a dial to any other address is never answered.
  std::string plug_address = home;

  /// When the network says that nobody is there, as on a LAN where ARP is not answered; else a dial waits in vain.
  std::optional<Duration> unreachable_after;

  /// Has the link do something that is not of the stage.
  template <class Doing>
  void act(Doing doing) {
    carry_out(doing(*link));
  }

  /// Lets time pass, doing all that falls due on the way.
  void run_for(Duration span);
  /// The same until `condition` holds; false when `limit` passed without.
  template <class Condition>
  bool run_until(Condition condition, Duration limit = std::chrono::seconds(60)) {
    const Timestamp end = clock.now() + limit;
    while (!condition()) {
      if (clock.now() >= end) return false;
      step(end);
    }
    return true;
  }
  bool run_until_online() {
    return run_until([this] { return link->condition().online; });
  }

  bool connected() const noexcept { return wire_ != nullptr; }

  // What was seen.
  std::map<CommandId, std::vector<Answer>> answers;
  std::vector<Condition> conditions;  ///< each change
  std::vector<State> states;          ///< each telling
  std::vector<Timestamp> dials;
  unsigned open_connections = 0;  ///< now, as the link sees them
  unsigned most_open_connections = 0;
  unsigned sets_received = 0;
  std::vector<std::string> requests;  ///< that reached the plug: "query", "refresh", …; heartbeats left out
  /// A relay of the plug really moved.
  struct Edge {
    Timestamp at;
    unsigned relay = 0;  ///< from 1
    Power to = Power::undefined;
    std::string by;  ///< "client", "press", "countdown", …
  };
  std::vector<Edge> edges;
  Timestamp connected_at = never;         ///< of the last connection
  std::deque<tuya::ToSubDevice> notices;  ///< not yet taken out by the test
  std::vector<std::string> strangers;     ///< cids that the gateway spoke of
  Facts learned;
  double consumed_wh = 0;
  std::vector<Timestamp> requests_received;  ///< by the plug, heartbeats left out

  /// The one outcome of `command`; fails the test when there is none or more than one.
  Outcome outcome(CommandId command) const;
  bool answered(CommandId command) const { return answers.contains(command); }

 private:
  void step(Timestamp end);
  void finish_dial();
  void carry_out(tuya::LinkEffects effects);
  void deliver(const Delivery& delivery);
  void hang_up();

  tuya::LinkSettings inventory_;
  bool air_ = true;
  CommandId last_command_ = 0;
  Timestamp link_deadline_ = never;
  Timestamp plug_deadline_ = never;
  std::unique_ptr<MemoryLink> wire_;  ///< the connection there is, or is being made
  simulator::ConnectionId connection_ = 0;
  Timestamp dial_due_ = never;  ///< when a dial is decided, or is tried again
  Duration knock_again_{};
  unsigned turns_in_vain_ = 0;  ///< that changed no deadline
  std::string dialled_;
  Timestamp dialled_at_{};
};

}  // namespace presad::scenario
