#include "bridge/front.h"

#include <utility>

#include "base/log.h"
#include "tasmota/command_table.h"
#include "tasmota/energy.h"
#include "tasmota/telemetry.h"
#include "tasmota/tuya_received.h"

namespace presad::bridge {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// After the introduction (DIALECT.md, 4).
constexpr Duration first_telemetry_delay = seconds(5);

unsigned relay_of(const Command& command) {
  if (const auto* set = std::get_if<SetPower>(&command)) return set->relay;
  if (const auto* read = std::get_if<ReadPower>(&command)) return read->relay;
  return 0;
}

}  // namespace

Front::Front(std::unique_ptr<Device> device, FrontSettings settings, Publisher& publisher, store::Store& store)
    : publisher_(publisher),
      store_(store),
      power_(store, device->topic(), settings.policy),
      account_(store, device->topic(), publisher.ledger_time()),
      device_(std::move(device)) {
  identity_.topic = device_->topic();
  identity_.device_name = std::move(settings.name);
  identity_.module = device_->module();
  identity_.hardware_id = device_->hardware_id();
  identity_.hostname = tasmota::default_hostname(identity_.topic, identity_.hardware_id);
  options_.tele_period = publisher_.house().tele_period;
  options_.power_on = power_.power_on();
}

Front::~Front() { publisher_.schedule().remove(*this); }

void Front::start() { device_->start(*this, power_); }

void Front::settle(FrontSettings settings) {
  identity_.device_name = std::move(settings.name);
  power_.set_inventory(settings.policy);
  options_.power_on = power_.power_on();
}

void Front::command(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel) {
  const Timestamp now = publisher_.loop().now();
  tasmota::View current = view();
  tasmota::Reply reply = tasmota::respond(current, word, payload);
  // What the answer says is done, and on its way to the store, before anybody hears it.
  if (reply.power_on_changed) power_.set_by_command(options_.power_on);
  if (reply.correction) reply.messages = correct(*reply.correction);
  publisher_.answer(topic(), reply.messages, channel);
  if (reply.outcome) publisher_.count(tally_, *reply.outcome, Duration(0));
  for (tasmota::Order& order : reply.orders) {
    const CommandId id = publisher_.next_command();
    const Command wanted = order.command;
    if (std::holds_alternative<ReadDatapoints>(wanted)) ++raw_reports_wanted_;
    log::debug(topic(), "command={} {}", id, order.input);
    pending_.emplace(id, Pending{std::move(order), channel, now});
    device_->execute(id, wanted);
  }
  if (reply.telemetry_soon) {
    schedule_telemetry(now);
  } else if (reply.options_changed) {
    schedule_telemetry(options_.tele_period == 0 ? never : now + seconds(options_.tele_period));
  }
}

void Front::on_broker_connected() {
  device_->set_audience(true);
  say_presence();
  if (!online()) {
    publish_state();
  } else if (!introduced_) {
    introduce();
  }
}

void Front::on_broker_lost() { device_->set_audience(false); }

void Front::on_house_changed(unsigned former_tele_period) {
  // A period that somebody gave this device by command is kept.
  if (options_.tele_period == former_tele_period) options_.tele_period = publisher_.house().tele_period;
}

void Front::leave() {
  account_.save(publisher_.ledger_time());
  publisher_.publish(topic(), tasmota::render_lwt(false));
  introduced_ = false;
  was_online_ = false;
  published_.clear();
  publisher_.schedule().remove(*this);
}

void Front::retire() {
  tasmota::Message lwt = tasmota::render_lwt(false);
  lwt.payload.clear();
  publisher_.publish(topic(), lwt);
}

void Front::on_answer(Device&, CommandId command, const Answer& answer) {
  const auto found = pending_.find(command);
  if (found == pending_.end()) return;
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  const Duration latency = publisher_.loop().now() - pending.arrived;
  const bool done = answer.outcome == Outcome::confirmed || answer.outcome == Outcome::unchanged;
  remember();
  const bool is_raw_read = std::holds_alternative<ReadDatapoints>(pending.order.command);
  if (is_raw_read && !done && raw_reports_wanted_ > 0) --raw_reports_wanted_;  // a push may have answered it before
  publisher_.answer(topic(), tasmota::render_answer(device_->state(), pending.order, answer.outcome), pending.channel);
  if (done) remember_published(relay_of(pending.order.command));
  publisher_.count(tally_, answer.outcome, latency);
  const auto level = done || answer.outcome == Outcome::superseded ? log::Level::debug : log::Level::info;
  log::line(level, topic(), "command={} {}: {}{}{} after {} ms", command, pending.order.input, name(answer.outcome),
            answer.cause.empty() ? "" : ", ", answer.cause, latency.count() / 1000);
}

void Front::on_state(Device&, const State& state) {
  remember();
  account_.on_state(state, publisher_.ledger_time());
  if (!introduced_) return;
  tasmota::Messages changes;
  published_.resize(state.relays.size(), Power::undefined);
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    if (state.relays[relay - 1] == published_[relay - 1]) continue;
    tasmota::append_power(changes, state, relay);
    remember_published(relay);
  }
  publisher_.publish(topic(), changes);
}

void Front::on_energy(Device&, double energy_wh, std::optional<std::int64_t> device_time) {
  account_.on_energy(energy_wh, device_time, publisher_.ledger_time());
}

void Front::on_learned(Device& device, const std::string& fact, const std::string& value) {
  log::debug(device.topic(), "learned: {} is {}", fact, value);
  store_.put(device.topic(), fact, value);
}

void Front::on_datapoints(Device&, const Datapoints& reported) {
  if (raw_reports_wanted_ > 0) {
    raw_reports_wanted_ = 0;
    publisher_.publish(topic(), tasmota::render_tuya_received(reported));
  }
  if (options_.tuya_topics) publisher_.publish(topic(), tasmota::render_tuya_topics(reported));
}

void Front::on_condition(Device&, const Condition& condition) {
  log_condition(condition);
  identity_.module = device_->module();
  remember();
  if (!condition.online) account_.on_gone(publisher_.ledger_time());
  if (!publisher_.broker().connected() && !introduced_) {
    was_online_ = condition.online;
    return;
  }
  if (condition.online != was_online_) say_presence();
  if (condition.online && !introduced_) {
    introduce();
  } else {
    publish_state();  // its Presad object says how it stands now
  }
}

void Front::on_due(Timestamp now) {
  if (online()) {
    publisher_.publish(topic(), tasmota::render_telemetry(view()));
    account_.begin_period();
  }
  schedule_telemetry(options_.tele_period == 0 ? never : now + seconds(options_.tele_period));
}

tasmota::View Front::view() {
  return {publisher_.house(),
          identity_,
          device_->state(),
          device_->condition(),
          tally_,
          options_,
          publisher_.moment(),
          account_.totals(publisher_.ledger_time())};
}

tasmota::Messages Front::correct(const tasmota::EnergyCorrection& correction) {
  const energy::LedgerTime time = publisher_.ledger_time();
  account_.correct(correction, time);
  const tasmota::EnergyTotals* const totals = account_.totals(time);
  return totals == nullptr ? tasmota::Messages{} : tasmota::render_corrected(correction, *totals);
}

void Front::say_presence() {
  was_online_ = online();
  publisher_.publish(topic(), tasmota::render_lwt(was_online_));
  // Tasmota's own habit at every connect (DIALECT.md, 4); nobody but other listeners ever sees it.
  if (was_online_) publisher_.publish(topic(), tasmota::Message{tasmota::Prefix::cmnd, "POWER", "", false});
}

void Front::introduce() {
  introduced_ = true;
  publisher_.publish(topic(), tasmota::render_info(view()));
  const State& state = device_->state();
  published_.assign(state.relays.size(), Power::undefined);
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    publisher_.publish(topic(), tasmota::render_power(state, relay));
    remember_published(relay);
  }
  if (options_.tele_period != 0) schedule_telemetry(publisher_.loop().now() + first_telemetry_delay);
}

void Front::publish_state() {
  if (device_->condition().trouble == Trouble::starting) return;  // nothing is known yet
  JsonWriter json;
  tasmota::write_state(json, view());
  publisher_.publish(topic(), tasmota::Message{tasmota::Prefix::tele, "STATE", json.take(), false});
}

void Front::remember_published(unsigned relay) {
  const State& state = device_->state();
  if (relay == 0 || relay > state.relays.size()) return;
  published_.resize(state.relays.size(), Power::undefined);
  published_[relay - 1] = state.relays[relay - 1];
}

void Front::schedule_telemetry(Timestamp due) { publisher_.schedule().set(*this, due); }

/// To the store, ahead of whoever is told.
void Front::remember() {
  const State& state = device_->state();
  power_.remember(state);
  if (online() && state.restoring == 0) store_.put(topic(), "boot", publisher_.house().boot_id);
}

/// Once per change, not per attempt.
void Front::log_condition(const Condition& condition) {
  const bool same = condition.online == logged_.online && condition.trouble == logged_.trouble &&
                    condition.cause == logged_.cause && condition.address == logged_.address;
  logged_ = condition;
  if (same || condition.trouble == Trouble::starting) return;
  if (condition.online && condition.cause.empty()) {
    log::info(topic(), "online: {} at {}{}{}", condition.protocol, condition.address,
              condition.rung.empty() ? "" : "; woken by the ladder's rung ", condition.rung);
  } else {
    log::warning(topic(), "{}{}{}: {}", condition.online ? "online" : name(condition.trouble),
                 condition.address.empty() ? "" : " at ", condition.address, condition.cause);
  }
}

}  // namespace presad::bridge
