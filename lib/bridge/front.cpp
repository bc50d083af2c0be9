#include "bridge/front.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "tasmota/command_table.h"
#include "tasmota/energy.h"
#include "tasmota/outgoing.h"
#include "tasmota/telemetry.h"
#include "tasmota/tuya_received.h"

namespace presad::bridge {

namespace {

using std::chrono::seconds;

/// The relay that `command` is about; a lamp's is the last.
unsigned relay_of(const Command& command, const State& state) {
  if (const auto* set = std::get_if<SetPower>(&command)) return set->relay;
  if (const auto* read = std::get_if<ReadPower>(&command)) return read->relay;
  return std::holds_alternative<SetLight>(command) ? static_cast<unsigned>(state.relays.size()) : 0;
}

bool switches(const Command& command) noexcept {
  return std::holds_alternative<SetPower>(command) || std::holds_alternative<SetLight>(command);
}

tasmota::Identity identify(const Device& device, std::string name) {
  tasmota::Identity identity;
  identity.topic = device.topic();
  identity.device_name = std::move(name);
  identity.module = device.module();
  identity.hardware_id = device.hardware_id();
  identity.hostname = tasmota::default_hostname(identity.topic, identity.hardware_id);
  return identity;
}

}  // namespace

Front::Front(std::unique_ptr<Device> device, FrontSettings settings, Publisher& publisher, store::Store& store)
    : publisher_(publisher),
      store_(store),
      power_(store, device->topic(), settings.policy),
      account_(store, device->topic(), publisher.ledger_time()),
      device_(std::move(device)),
      identity_(identify(*device_, std::move(settings.name))),
      announcement_(store, publisher, identity_, Delegate<void()>::to<&Front::announce>(this)),
      backlog_alarm_(publisher.schedule(), Delegate<void(Timestamp)>::to<&Front::on_backlog_due>(this)),
      timing_alarm_(publisher.schedule(), Delegate<void(Timestamp)>::to<&Front::on_timing_due>(this)),
      margins_alarm_(publisher.schedule(), Delegate<void(Timestamp)>::to<&Front::on_margins_due>(this)),
      timer_clock_(seed_of(device_->topic())),
      timers_alarm_(publisher.schedule(), Delegate<void(Timestamp)>::to<&Front::on_timers_due>(this)) {
  recall_tele_period();
  options_.power_on = power_.power_on();
  recall_options();
  recall_timers();
}

Front::~Front() {
  publisher_.unhurried_schedule().remove(*this);
  publisher_.turns().give_up(*this);
}

void Front::start() {
  condition_.since = publisher_.loop().wall_time();
  device_->start(*this, power_);
  on_timers_due(publisher_.loop().now());
}

void Front::settle(FrontSettings settings) {
  identity_.device_name = std::move(settings.name);
  power_.set_inventory(settings.policy);
  options_.power_on = power_.power_on();
  announcement_.look_again();
}

void Front::command(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel) {
  const Timestamp now = publisher_.loop().now();
  const unsigned former_tele_period = options_.tele_period;
  const tasmota::View known = view();
  const State whole = announcement_.whole(known);  // a lamp that was not heard again yet knows a lamp's words
  tasmota::View current = with_state(known, whole);
  current.to_group = channel.to_group;
  const tasmota::Waiting waits = waiting();
  current.waiting = &waits;
  tasmota::Reply reply = tasmota::respond(current, word, payload);
  // What the answer says is done, and on its way to the store, before anybody hears it.
  if (reply.power_on_changed) power_.set_by_command(options_.power_on);
  if (reply.options_changed) {
    keep_options();
    announcement_.on_options_changed(view());
  }
  if (reply.timer_set) keep_timers();
  if (options_.tele_period != former_tele_period) keep_tele_period();
  if (reply.correction) reply.messages = correct(*reply.correction);
  say(std::move(reply.messages), channel);
  if (reply.outcome) publisher_.end_command(tally_, channel, *reply.outcome, Duration(0));
  for (tasmota::Order& order : reply.orders) {
    end_blink(order.command, channel);
    const CommandId id = publisher_.next_command();
    const Command wanted = order.command;
    if (std::holds_alternative<ReadDatapoints>(wanted)) ++raw_reports_wanted_;
    log::debug(topic(), "command={} {}", id, order.input);
    pending_.emplace(id, Pending{std::move(order), channel, now, false});
    device_->execute(id, wanted);
  }
  take_timing(reply, channel, now);
  if (reply.telemetry_soon) {
    schedule_telemetry(now);
  } else if (options_.tele_period != former_tele_period) {
    schedule_telemetry(options_.tele_period == 0 ? never : now + seconds(options_.tele_period));
  }
  if (reply.restart) restart();
}

void Front::on_house_changed(unsigned former_tele_period) {
  if (publisher_.house().tele_period != former_tele_period) recall_tele_period();
}

void Front::on_answer(Device&, CommandId command, const Answer& answer) {
  const auto found = pending_.find(command);
  if (found == pending_.end()) return;
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  const Duration latency = publisher_.loop().now() - pending.arrived;
  const bool done = answer.outcome == Outcome::confirmed || answer.outcome == Outcome::unchanged;
  remember();
  heard_ = answer.outcome == Outcome::offline ? heard_ : publisher_.loop().wall_time();
  if (pending.muted) return;
  const bool is_raw_read = std::holds_alternative<ReadDatapoints>(pending.order.command);
  if (is_raw_read && !done && raw_reports_wanted_ > 0) --raw_reports_wanted_;  // a push may have answered it before
  tasmota::Messages messages = tasmota::render_answer(device_->state(), pending.order, answer.outcome, options_);
  const unsigned relay = relay_of(pending.order.command, device_->state());
  if (done && switches(pending.order.command)) {
    put_state_first(messages);
    follow_power(relay);
  }
  say(std::move(messages), pending.channel);
  if (done) {
    remember_published(relay);
    remember_answered(pending.order.command);
  }
  publisher_.end_command(tally_, pending.channel, answer.outcome, latency, answer.cause);
  const auto level = done || answer.outcome == Outcome::superseded ? log::Level::debug : log::Level::info;
  log::event(level, topic(), {pending.order.input, name(answer.outcome), {}}, "command={} {}: {}{}{} after {} ms",
             command, pending.order.input, name(answer.outcome), answer.cause.empty() ? "" : ", ", answer.cause,
             latency.count() / 1000);
}

void Front::on_state(Device&, const State& state) {
  remember();
  heard_ = publisher_.loop().wall_time();
  account_.on_state(state, publisher_.ledger_time());
  follow_changes();
  if (!introduced_ && publisher_.broker().connected()) return;
  if (published_.size() != state.relays.size()) announcement_.look_again();
  tasmota::Messages changes;
  published_.resize(state.relays.size(), Power::undefined);
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    if (state.relays[relay - 1] == published_[relay - 1] || blinks_.blinks(relay)) continue;
    tasmota::Messages change = tasmota::render_power(state, relay, options_);
    put_state_first(change);
    std::move(change.begin(), change.end(), std::back_inserter(changes));
    remember_published(relay);
  }
  publish(std::move(changes));
  publish_kinds();
}

void Front::on_energy(Device&, double energy_wh, std::optional<std::int64_t> device_time) {
  account_.on_energy(energy_wh, device_time, publisher_.ledger_time());
}

void Front::on_learned(Device& device, const std::string& fact, const std::string& value) {
  log::debug(device.topic(), "learned: {} is {}", fact, value);
  store_.put(device.topic(), fact, value);
}

void Front::on_datapoints(Device&, const Datapoints& reported) {
  remember_datapoints(reported);
  if (raw_reports_wanted_ > 0) {
    raw_reports_wanted_ = 0;
    publish(tasmota::render_tuya_received(reported));
  }
  if (options_.tuya_topics) publish(tasmota::render_tuya_topics(reported));
}

void Front::on_condition(Device&, const Condition& condition) {
  log_change(condition);
  condition_ = condition;
  identity_.module = device_->module();
  remember();
  if (!condition.online) account_.on_gone(publisher_.ledger_time());
  if (condition.online != was_online_) publisher_.touch_presence();
  if (!publisher_.broker().connected() && !introduced_) {
    if (condition.online != was_online_) publish(tasmota::render_lwt(condition.online));
    was_online_ = condition.online;
    publish_state();
    return;
  }
  announcement_.look_again();
  if (condition.online && !introduced_) return publisher_.turns().ask(*this);
  if (condition.online != was_online_) say_presence();
  publish_state();  // its Presad object says how it stands now
}

void Front::on_due(Timestamp now) {
  if (online()) {
    publish(tasmota::render_telemetry(view()));
    account_.begin_period();
    announcement_.look_again();  // SENSOR may show more than before
  }
  schedule_telemetry(options_.tele_period == 0 ? never : now + seconds(options_.tele_period));
}

tasmota::View Front::view() {
  return {publisher_.house(),
          identity_,
          device_->state(),
          condition_,
          tally_,
          options_,
          publisher_.moment(),
          account_.totals(publisher_.ledger_time()),
          backlog_.size()};
}

tasmota::Messages Front::correct(const tasmota::EnergyCorrection& correction) {
  const energy::LedgerTime time = publisher_.ledger_time();
  account_.correct(correction, time);
  const tasmota::EnergyTotals* const totals = account_.totals(time);
  return totals == nullptr ? tasmota::Messages{} : tasmota::render_corrected(correction, *totals, options_);
}

void Front::remember_published(unsigned relay) {
  const State& state = device_->state();
  if (relay == 0 || relay > state.relays.size()) return;
  published_.resize(state.relays.size(), Power::undefined);
  published_[relay - 1] = state.relays[relay - 1];
}

void Front::schedule_telemetry(Timestamp due) { publisher_.unhurried_schedule().set(*this, due); }

/// To the store, ahead of whoever is told.
void Front::remember() {
  const State& state = device_->state();
  power_.remember(state.relays, state.restoring | blinks_.all());  // where a blink stands is nobody's wish
  if (online() && state.restoring == 0) store_.put(topic(), "boot", publisher_.house().boot_id);
}

/// Once per change, not per attempt.
void Front::log_change(const Condition& condition) const {
  const bool same = condition.online == condition_.online && condition.trouble == condition_.trouble &&
                    condition.cause == condition_.cause && condition.address == condition_.address;
  if (same || condition.trouble == Trouble::starting) return;
  if (condition.online && condition.cause.empty()) {
    log::event(log::Level::info, topic(), {{}, {}, condition.rung}, "online: {} at {}{}{}", condition.protocol,
               condition.address, condition.rung.empty() ? "" : "; woken by the ladder's rung ", condition.rung);
  } else {
    log::event(log::Level::warning, topic(), {{}, {}, condition.rung}, "{}{}{}: {}",
               condition.online ? "online" : name(condition.trouble), condition.address.empty() ? "" : " at ",
               condition.address, condition.cause);
  }
}

}  // namespace presad::bridge
