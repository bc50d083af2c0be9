#include "scenarios/house_oracle.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace presad::scenario {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// What left before a push arrived cannot be called back.
constexpr Duration reaction = milliseconds(100);
/// power_up_after.
constexpr Duration evident = seconds(10);
/// A connection just lost is published as it was for so long.
constexpr Duration hiccup = seconds(6);
/// A command whose answer says that nothing followed may follow late.
constexpr Duration afterglow = seconds(5);

Power opposite(Power position) { return position == Power::on ? Power::off : Power::on; }

}  // namespace

HouseOracle::HouseOracle(Stage& stage, Wish wish, unsigned relays) : stage_(stage), wish_(wish), relays_(relays) {
  for (unsigned relay = 1; relay <= relays; ++relay) {
    const bool on = stage.plug.relay(relay) == Power::on;
    relays_[relay - 1].was = {!on, on};
  }
}

void HouseOracle::on_cut() {
  if (!stage_.plug.powered()) return;
  cut_at_ = now();
  lost();
  if (!clear_) lost_before_blip_ = now();
  away();
  forget_what_was_heard();
}

void HouseOracle::on_power() {
  hidden_ = waking_.says != Says::when_asked;
  requests_before_waking_ = stage_.requests.size();
}

void HouseOracle::on_air(bool clear) {
  if (clear == clear_) return;
  clear_ = clear;
  away();
  blip_ = true;
  if (clear) {  // what was on its way all the time arrives now
    cleared_at_ = now();
    for (Relay& relay : relays_) {
      for (Command& command : relay.commands) {
        if (command.answered_at != never) command.answered_at = now();
      }
    }
  }
  if (!clear) {
    lost_before_blip_ = lost_at_;
    blip_began_ = now();
    lost();
  } else if (now() - blip_began_ < evident) {
    lost_at_ = lost_before_blip_;
  }
}

void HouseOracle::on_restart(bool with_the_machine) {
  if (with_the_machine) lost();
  if (with_the_machine && !clear_) lost_before_blip_ = now();
  away();
  forget_what_was_heard();
  for (Relay& relay : relays_) relay.commands.clear();
}

void HouseOracle::on_waking(const Waking& waking) {
  waking_ = waking;
  requests_before_waking_ = stage_.requests.size();
  if (waking.says == Says::when_asked) return;
  // A refused query makes a relay undefined where asserting it is what once woke the plug: that is tried first then.
  hidden_ = true;
  if (waking.says == Says::nothing) return away();
  if (waking.says == Says::read_by_nulls) return;
  // A plug that does not say where it is has lost its power as far as anybody can tell.
  lost();
  if (!clear_) lost_before_blip_ = now();
}

/// What people wanted so far is the policy's business when the plug is back.
void HouseOracle::away() {
  for (Relay& relay : relays_) relay.decided_at = never;
}

void HouseOracle::forget_what_was_heard() {
  for (Relay& relay : relays_) relay.heard = Power::undefined;
}

bool HouseOracle::heard_by_presad() const {
  return clear_ && stage_.connected() && stage_.plug.port() == simulator::Port::open && stage_.connected_at > cut_at_ &&
         now() > stage_.connected_at + reaction;
}

void HouseOracle::on_press(unsigned relay) {
  if (!stage_.plug.powered()) return;
  relays_[relay - 1].was = {true, true};
  relays_[relay - 1].decided_at = heard_by_presad() ? now() : never;
  // Told before the stage is: it is where the press will not leave it.
  if (heard_by_presad()) relays_[relay - 1].heard = opposite(stage_.plug.relay(relay));
}

void HouseOracle::on_command(CommandId command, unsigned relay, PowerAction action) {
  relays_[relay - 1].commands.push_back({command, action, never});
}

void HouseOracle::follow_commands() {
  for (unsigned number = 1; number <= relays_.size(); ++number) {
    Relay& relay = relays_[number - 1];
    for (Command& command : relay.commands) {
      if (command.answered_at != never || !stage_.answered(command.id)) continue;
      command.answered_at = now();
      const Outcome outcome = stage_.outcome(command.id);
      const bool done = outcome == Outcome::confirmed || outcome == Outcome::unchanged;
      if (done && heard_by_presad()) {
        relay.decided_at = now();
        relay.heard = stage_.plug.relay(number);
      }
      if (done) relay.was = {true, true};
    }
    std::erase_if(relay.commands, [this](const Command& command) {
      return clear_ && command.answered_at != never && now() - command.answered_at > afterglow;
    });
  }
}

bool HouseOracle::ordered_by_command(const Relay& relay, bool on) const {
  return std::any_of(relay.commands.begin(), relay.commands.end(), [on](const Command& command) {
    return command.action == PowerAction::toggle || (command.action == PowerAction::on) == on;
  });
}

void HouseOracle::watch() {
  if (std::exchange(connected_at_, stage_.connected_at) != stage_.connected_at && std::exchange(blip_, !clear_)) {
    forget_what_was_heard();
  }
  for (; judged_ < stage_.edges.size(); ++judged_) judge(stage_.edges[judged_]);
  follow_commands();
  note_what_is_told();
  take_stock();
}

void HouseOracle::judge(const Stage::Edge& edge) {
  Relay& relay = relays_[edge.relay - 1];
  const bool on = edge.to == Power::on;
  if (edge.by != "client" || ordered_by_command(relay, on)) return;
  // What left before a blip arrives after it.
  if (edge.at <= cleared_at_ + reaction) return;
  // Undefined, and back where somebody put it: of a button pressed while nobody could hear it presad knows nothing.
  if (hidden_ && relay.heard == edge.to) return;
  ++restores_;
  std::string why;
  const bool wanted_before = relay.was[on ? 1 : 0];
  if (lost_at_ == never && !hidden_) why = "nothing was lost";
  if (relay.decided_at != never && edge.at > relay.decided_at + reaction) why = "somebody had decided otherwise";
  if (wish_.power_on == PowerOn::device && !hidden_) why = "it says itself where it is";
  if ((wish_.power_on == PowerOn::device || wish_.power_on == PowerOn::last) && !wanted_before)
    why = "it was not there";
  if (wish_.power_on == PowerOn::on && !on) why = "the policy says on";
  if (wish_.power_on == PowerOn::off && on) why = "the policy says off";
  if (on && wish_.never_restore_on && !(hidden_ && wanted_before)) why = "it is never restored on";
  if (why.empty() || !complaint_.empty()) return;
  complaint_ = "relay " + std::to_string(edge.relay) + " was switched " + (on ? "on" : "off") + ", but " + why;
}

/// Where presad says that a relay is, and it is, it may be remembered to have been.
void HouseOracle::note_what_is_told() {
  if (!heard_by_presad() || !stage_.link->condition().online || stage_.link->state().restoring != 0) return;
  const std::vector<Power>& told = stage_.link->state().relays;
  for (unsigned relay = 1; relay <= relays_.size() && relay <= told.size(); ++relay) {
    const Power position = stage_.plug.relay(relay);
    if (told[relay - 1] == position) relays_[relay - 1].was[position == Power::on ? 1 : 0] = true;
  }
}

/// It waits for nothing of the kind, or was asked to measure since it is as it is now.
bool HouseOracle::refreshed() const {
  if (std::string_view(waking_.faults).find("=refresh") == std::string_view::npos) return true;
  const auto since = stage_.requests.begin() + static_cast<std::ptrdiff_t>(requests_before_waking_);
  return std::find(since, stage_.requests.end(), "refresh") != stage_.requests.end();
}

/// What the house knows once all is well.
void HouseOracle::take_stock() {
  const bool well = heard_by_presad() && now() > stage_.connected_at + hiccup && stage_.link->condition().online &&
                    stage_.link->state().restoring == 0;
  if (!well) return;
  const std::vector<Power>& told = stage_.link->state().relays;
  for (unsigned relay = 1; relay <= relays_.size(); ++relay) {
    const Power position = stage_.plug.relay(relay);
    if (told.size() < relay || told[relay - 1] != position) return;
  }
  for (unsigned relay = 1; relay <= relays_.size(); ++relay) {
    const bool on = stage_.plug.relay(relay) == Power::on;
    relays_[relay - 1].was = {!on, on};
  }
  if (lost_at_ != never && stage_.connected_at <= lost_at_) return;
  if (!refreshed()) return;  // the next presad finds it as mute
  lost_at_ = never;
  const bool cured = waking_.says == Says::once_switched || waking_.says == Says::when_refreshed;
  if (cured || waking_.says == Says::when_asked) hidden_ = false;
}

}  // namespace presad::scenario
