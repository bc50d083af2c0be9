#include "bridge/front.h"

#include <utility>

#include "base/log.h"
#include "tasmota/command_table.h"
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

Front::Front(std::unique_ptr<Device> device, std::string name, Publisher& publisher)
    : device_(std::move(device)), publisher_(publisher) {
  identity_.topic = device_->topic();
  identity_.device_name = std::move(name);
  identity_.module = device_->module();
  identity_.hardware_id = device_->hardware_id();
  identity_.hostname = tasmota::default_hostname(identity_.topic, identity_.hardware_id);
  options_.tele_period = publisher_.house().tele_period;
}

Front::~Front() { publisher_.schedule().remove(*this); }

void Front::start() { device_->start(*this); }

void Front::rename(std::string name) { identity_.device_name = std::move(name); }

void Front::command(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel) {
  const Timestamp now = publisher_.loop().now();
  tasmota::View current = view();
  tasmota::Reply reply = tasmota::respond(current, word, payload);
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
  say_presence();
  if (!online()) {
    publish_state();
  } else if (!introduced_) {
    introduce();
  }
}

void Front::on_house_changed(unsigned former_tele_period) {
  // A period that somebody gave this device by command is kept.
  if (options_.tele_period == former_tele_period) options_.tele_period = publisher_.house().tele_period;
}

void Front::leave() {
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
  if (!publisher_.broker().connected() && !introduced_) {
    was_online_ = condition.online;
    return;
  }
  if (condition.online != was_online_) say_presence();
  if (condition.online && !introduced_) {
    introduce();
  } else if (!condition.online) {
    publish_state();  // its Presad object says why
  }
}

void Front::on_due(Timestamp now) {
  if (online()) publisher_.publish(topic(), tasmota::render_telemetry(view()));
  schedule_telemetry(options_.tele_period == 0 ? never : now + seconds(options_.tele_period));
}

tasmota::View Front::view() {
  return {publisher_.house(), identity_, device_->state(), device_->condition(), tally_, options_, publisher_.moment()};
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

void Front::log_condition(const Condition& condition) const {
  if (condition.trouble == Trouble::starting) return;
  if (condition.online) {
    log::info(topic(), "online: {} at {}", condition.protocol, condition.address);
  } else {
    log::warning(topic(), "{}{}{}: {}", name(condition.trouble), condition.address.empty() ? "" : " at ",
                 condition.address, condition.cause);
  }
}

}  // namespace presad::bridge
