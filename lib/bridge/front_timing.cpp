// The front's clockwork: what commands set going and time brings about. Each of it is a pure automaton of its own; here
// it meets the schedule and the device.

#include <algorithm>

#include "base/json.h"
#include "bridge/front.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

using std::chrono::milliseconds;

/// After MARGINS and its SENSOR a second one, when the load has settled.
constexpr Duration second_sensor_after = std::chrono::seconds(3);

}  // namespace

tasmota::Waiting Front::waiting() const {
  const Timestamp now = publisher_.loop().now();
  return {pulses_.remaining(now), timed_powers_.waiting(now)};
}

void Front::take_timing(tasmota::Reply& reply, const Channel& channel, Timestamp now) {
  if (reply.backlog) backlog_.take_in(*std::move(reply.backlog), channel, now);
  if (reply.delay) backlog_.delay(now + *reply.delay);
  backlog_alarm_.set(backlog_.due());
  if (reply.pulse_set) pulses_.start(*reply.pulse_set, (*options_.pulse_times)[*reply.pulse_set - 1], now);
  if (reply.timed_power) timed_powers_.add(*reply.timed_power, now);
  if (reply.timed_dropped) timed_powers_.drop(*reply.timed_dropped);
  if (reply.timer_set) {
    if (*reply.timer_set != 0) timer_clock_.forget(*reply.timer_set - 1);
    on_timers_due(now);
  }
  if (reply.blink) {
    const unsigned relay = reply.blink->relay;
    if (reply.blink->begins) {
      blinks_.start(relay, device_->state().relays[relay - 1] == Power::on, options_.blink_count, now);
    } else if (const auto stood_on = blinks_.stop(relay)) {
      switch_relay(relay, *stood_on ? "ON" : "OFF", channel);
    }
  }
  set_timing_alarm();
}

/// A relay that is switched while it blinks blinks no more; TOGGLE is of where it stood.
void Front::end_blink(Command& command, const Channel& channel) {
  auto* const set = std::get_if<SetPower>(&command);
  const auto stood_on = set == nullptr ? std::nullopt : blinks_.stop(set->relay);
  if (!stood_on) return;
  if (set->action == PowerAction::toggle) set->action = *stood_on ? PowerAction::off : PowerAction::on;
  say({tasmota::render_blink(device_->state(), set->relay, false, options_)}, channel);
}

/// A relay that goes on begins its pulse, one that goes off has none. One that says nothing keeps what it has.
void Front::follow_power(unsigned relay) {
  const std::vector<Power>& relays = device_->state().relays;
  if (relay == 0 || relay > relays.size() || relays[relay - 1] == Power::undefined) return;
  followed_.resize(relays.size(), Power::undefined);
  followed_[relay - 1] = relays[relay - 1];
  const bool on = relays[relay - 1] == Power::on;
  pulses_.start(relay, on ? (*options_.pulse_times)[relay - 1] : 0, publisher_.loop().now());
  set_timing_alarm();
}

/// Whoever switched a relay, and whatever the meter reads.
void Front::follow_changes() {
  const State& state = device_->state();
  followed_.resize(state.relays.size(), Power::undefined);
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    if (state.relays[relay - 1] != followed_[relay - 1] && !blinks_.blinks(relay)) follow_power(relay);
  }
  const Timestamp now = publisher_.loop().now();
  auto crossed = margins_.on_reading(state, options_, now);
  if (!crossed || !introduced_) return;
  publish(tasmota::Message{tasmota::Prefix::tele, "MARGINS", *std::move(crossed), false});
  on_margins_due(now);
  margins_alarm_.set(now + second_sensor_after);
}

void Front::on_margins_due(Timestamp) {
  JsonWriter json;
  tasmota::write_sensor(json, view(), tasmota::Report::on_request);
  publish(tasmota::Message{tasmota::Prefix::tele, "SENSOR", json.take(), false});
}

void Front::on_backlog_due(Timestamp now) {
  const auto entry = backlog_.take(now, milliseconds(options_.backlog_delay));
  if (entry) command(entry->command.word, entry->command.payload, entry->channel);
  backlog_alarm_.set(backlog_.due());
}

void Front::on_timing_due(Timestamp now) {
  while (const auto relay = pulses_.take(now)) {
    if (*relay <= device_->state().relays.size()) switch_relay(*relay, "OFF", {});
  }
  while (const auto timed = timed_powers_.take(now)) switch_relay(timed->relay, std::to_string(timed->value), {});
  while (const auto step = blinks_.take(now, milliseconds(100) * options_.blink_time)) step_blink(*step, now);
  set_timing_alarm();
}

void Front::step_blink(const Blinks::Step& step, Timestamp now) {
  if (step.last) {
    publish(tasmota::render_blink(device_->state(), step.relay, false, options_));
    return switch_relay(step.relay, step.on ? "ON" : "OFF", {});
  }
  const CommandId id = publisher_.next_command();
  const SetPower wanted{step.relay, step.on ? PowerAction::on : PowerAction::off};
  pending_.emplace(id, Pending{{wanted, {}, {}, true, {}}, {}, now, true});
  device_->execute(id, wanted);
}

/// As somebody's command would.
void Front::switch_relay(unsigned relay, std::string_view payload, const Channel& channel) {
  command(tasmota::parse_command_word("POWER" + std::to_string(relay)), payload, channel);
}

void Front::set_timing_alarm() { timing_alarm_.set(std::min({pulses_.due(), timed_powers_.due(), blinks_.due()})); }

}  // namespace presad::bridge
