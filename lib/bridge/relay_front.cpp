#include "bridge/relay_front.h"

#include <algorithm>
#include <utility>

#include "base/json_members.h"
#include "base/log.h"
#include "base/text.h"
#include "bridge/same_broker.h"
#include "tasmota/outgoing.h"
#include "tasmota/payload.h"
#include "tasmota/relayed.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

using std::chrono::seconds;

/// After the introduction (DIALECT.md, 4).
constexpr Duration first_telemetry_delay = seconds(5);
constexpr Duration announcement_delay = seconds(1);

/// What makes a device one of its kind is only asked for on a group topic (DIALECT.md, 1).
bool only_asks_in_group(std::string_view name) {
  return name == "TOPIC" || name == "DEVICENAME" || name == "HOSTNAME" || name == "BUTTONTOPIC" ||
         name == "SWITCHTOPIC";
}

/// All of STATE that a lamp's own app may change.
std::string light_of(std::string_view state) {
  std::string light;
  const Result<JsonMembers> members = split_json_object(state);
  if (!members) return light;
  for (const JsonMember& member : *members) {
    for (const char* const key : {"Dimmer", "Color", "HSBColor", "White", "CT"}) {
      if (member.key == key) light += member.key + member.text;
    }
  }
  return light;
}

}  // namespace

RelayFront::RelayFront(std::unique_ptr<RelayedDevice> device, RelaySettings settings, Publisher& publisher,
                       store::Store& store, DaemonFront& self)
    : settings_(std::move(settings)),
      publisher_(publisher),
      store_(store),
      self_(self),
      device_(std::move(device)),
      handover_(device_->policy(), device_->hold()),
      retained_(store, publisher),
      tele_period_(publisher.house().tele_period),
      backlog_alarm_(publisher.schedule(), Delegate<void(Timestamp)>::to<&RelayFront::on_backlog_due>(this)),
      handover_alarm_(publisher.schedule(), Delegate<void(Timestamp)>::to<&RelayFront::on_handover_due>(this)),
      telemetry_alarm_(publisher.unhurried_schedule(),
                       Delegate<void(Timestamp)>::to<&RelayFront::publish_telemetry>(this)),
      announcement_alarm_(publisher.unhurried_schedule(), Delegate<void(Timestamp)>::to<&RelayFront::announce>(this)) {
  identity_.topic = device_->topic();
  identity_.module = "Tasmota";
  condition_.online = true;
  condition_.trouble = Trouble::none;
}

void RelayFront::command(std::string_view last_level, std::string_view payload, const Channel& channel) {
  if (handover_.answers_for_itself()) return;
  const tasmota::CommandWord word = tasmota::parse_command_word(last_level);
  if (payload.size() > tasmota::max_command_payload || last_level.size() > tasmota::max_word_size) {
    self_.answer_for(topic(), tasmota::render_input(word, payload), Outcome::refused, channel);
    publisher_.end_command(tally_, channel, Outcome::refused, Duration(0));
    return;
  }
  if (word.name == "BACKLOG" || word.name == "DELAY") return take_apart(word, payload, channel);
  // Without '_': whether RESULT is wanted is presad's to look after, and it wants to know how the command ended.
  const std::string_view spoken = last_level.substr(word.silent ? 1 : 0);
  pass_on(word, {std::string(spoken), std::string(payload)}, channel);
}

void RelayFront::pass_on(const tasmota::CommandWord& word, Forward what, const Channel& channel) {
  if (channel.to_group && only_asks_in_group(word.name)) what.payload.clear();
  const CommandId id = publisher_.next_command();
  log::debug(topic(), "command={} {} is for the device itself", id, word.name);
  pending_.emplace(
      id, Pending{word, what.payload, tasmota::render_input(word, what.payload), channel, publisher_.loop().now()});
  device_->forward(id, what);
}

void RelayFront::on_evidence(Evidence evidence) {
  take(handover_.on_evidence(evidence, publisher_.loop().now()));
  // They came before it was here, so it has not heard them; from now on everything is its own.
  if (handover_.answers_for_itself()) give_back_waiting();
}

void RelayFront::on_broker_connected() { take(handover_.on_broker_connected(publisher_.loop().now())); }

void RelayFront::on_broker_lost() { take(handover_.on_broker_lost()); }

void RelayFront::leave() {
  if (relaying()) publish({tasmota::render_lwt(false)});
  take(handover_.on_broker_lost());
  give_back_waiting();
}

void RelayFront::on_probed(RelayedDevice&, const Probed& probed) {
  take(handover_.on_finding(judge(probed), probed.identity.mqtt_count, publisher_.loop().now()));
}

void RelayFront::on_forward_answer(RelayedDevice&, CommandId command, const ForwardAnswer& answer) {
  const auto found = pending_.find(command);
  if (found == pending_.end()) return;
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  const Duration latency = publisher_.loop().now() - pending.arrived;
  publisher_.end_command(tally_, pending.channel, answer.outcome, latency, answer.cause);
  // Its value may be a password ("WebPassword …"): the word alone.
  log::event(answer.cause.empty() ? log::Level::debug : log::Level::info, topic(),
             {pending.word.name, name(answer.outcome), {}}, "command={} {}: {}{}{} after {} ms", command,
             pending.word.name, name(answer.outcome), answer.cause.empty() ? "" : ", ", answer.cause,
             latency.count() / 1000);
  if (!relaying()) return self_.answer_for(topic(), pending.input, answer.outcome, pending.channel);
  tasmota::Messages messages;
  if (!answer.json.empty()) {
    messages = tasmota::render_relayed(pending.word, pending.payload, answer.json);
  } else if (answer.outcome == Outcome::refused) {
    messages.push_back(tasmota::render_error(pending.input));
  } else {
    messages.push_back(tasmota::render_outcome(answer.outcome, pending.input));
  }
  say(std::move(messages), pending.word, pending.channel);
  if (!answer.json.empty()) follow(pending.word, answer.json);
  if (!answer.cause.empty() && answer.outcome == Outcome::refused && answer.json.empty()) complain(answer.cause);
}

void RelayFront::on_telemetry(RelayedDevice&, const std::string& state, const std::string& sensors) {
  state_ = state;
  sensors_ = sensors;
  heard_ = publisher_.loop().wall_time();
  if (relaying()) publish_changes();
}

void RelayFront::on_reachable(RelayedDevice&, bool reachable, const std::string& cause) {
  reachable_ = reachable;
  condition_.online = reachable;
  condition_.trouble = reachable ? Trouble::none : Trouble::unreachable;
  condition_.cause = reachable ? "" : "not on the broker, and over HTTP " + cause;
  if (reachable) {
    log::info(topic(), "online again over HTTP");
  } else {
    log::warning(topic(), "offline: not on the broker, and over HTTP {}", cause);
  }
  if (!relaying()) return;
  say_presence();
  publish(tasmota::render_relayed_telemetry(state_, ""));  // its Presad object says how it stands now
  if (reachable) announcement_alarm_.set(publisher_.loop().now() + announcement_delay);
}

void RelayFront::take(const Handover::Effects& effects) {
  handover_alarm_.set(effects.deadline);
  for (const HandoverEvent event : effects.events) perform(event);
}

void RelayFront::perform(HandoverEvent event) {
  switch (event) {
    case HandoverEvent::probe:
      return device_->probe();
    case HandoverEvent::take_on:
      return take_on();
    case HandoverEvent::let_go:
      return let_go();
    case HandoverEvent::pause:
      return device_->set_relaying(false);
    case HandoverEvent::resume:
      return device_->set_relaying(true);
    case HandoverEvent::say_online:
      return say_presence();
  }
}

void RelayFront::take_on() {
  log::info(topic(), "not on the broker: presad answers for it, over HTTP");
  complaint_.clear();
  reachable_ = true;
  condition_.online = true;
  condition_.trouble = Trouble::none;
  condition_.cause.clear();
  announced_.clear();
  say_presence();
  introduce();
  const Timestamp now = publisher_.loop().now();
  if (tele_period_ != 0) telemetry_alarm_.set(now + first_telemetry_delay);
  announcement_alarm_.set(now + announcement_delay);
  device_->set_relaying(true);
}

void RelayFront::let_go() {
  log::info(topic(), "presad no longer answers for it");
  device_->set_relaying(false);
  telemetry_alarm_.set(never);
  announcement_alarm_.set(never);
  retained_.leave_to_itself(topic());
}

void RelayFront::give_back_waiting() {
  drop_backlog();
  for (const CommandId id : device_->drop_waiting()) {
    const auto found = pending_.find(id);
    if (found == pending_.end()) continue;
    const Pending pending = std::move(found->second);
    pending_.erase(found);
    publisher_.end_command(tally_, pending.channel, Outcome::offline, publisher_.loop().now() - pending.arrived);
    log::info(topic(), "command={} {}: not sent, the device is on the broker now", id, pending.word.name);
    self_.answer_for(topic(), pending.input, Outcome::offline, pending.channel);
  }
}

Finding RelayFront::judge(const Probed& probed) {
  if (!probed.answered) {
    complain("it is not on the broker, and over HTTP " + probed.cause);
    return Finding::no_answer;
  }
  const RelayedIdentity& identity = probed.identity;
  if (identity.topic != topic()) {
    complain("the device at its address has the topic \"" + printable(identity.topic) + "\"; presad leaves it alone");
    return Finding::another_device;
  }
  if (identity.hardware_id.empty() || (!settings_.mac.empty() && settings_.mac != identity.hardware_id)) {
    complain("the device at its address has the MAC \"" + printable(identity.hardware_id) +
             "\"; presad leaves it alone");
    return Finding::another_device;
  }
  learn(identity);
  if (!identity.mqtt_enabled || identity.mqtt_host.empty()) return Finding::no_mqtt;
  return may_be_same_broker(publisher_.house().mqtt_host, identity.mqtt_host) ? Finding::our_broker
                                                                              : Finding::other_broker;
}

void RelayFront::learn(const RelayedIdentity& identity) {
  identity_.hardware_id = identity.hardware_id;
  const bool named = settings_.name != topic();
  identity_.device_name = named || identity.device_name.empty() ? settings_.name : identity.device_name;
  identity_.friendly_names = identity.friendly_names;
  identity_.hostname = identity.hostname;
  condition_.address = identity.address;
  version_ = identity.version;
  options_.answers_by_command = identity.options.answers_by_command ? 1 : 0;
  options_.json_only = identity.options.json_only ? 1 : 0;
  options_.backlog_delay = identity.options.backlog_delay;
  relays_.relays.assign(std::min<std::size_t>(tasmota::relayed_powers(state_).size(), max_relays), Power::off);
}

tasmota::View RelayFront::view() {
  return {publisher_.house(), identity_,           relays_, condition_,     tally_,
          options_,           publisher_.moment(), nullptr, backlog_.size()};
}

void RelayFront::publish(tasmota::Messages messages) {
  tasmota::add_presad_object(messages, view());
  if (options_.answers_by_command != 0) tasmota::answer_by_command(messages, tasmota::parse_command_word("POWER"));
  tasmota::settle_outgoing(messages, options_);
  publisher_.publish(topic(), messages);
}

void RelayFront::say(tasmota::Messages messages, const tasmota::CommandWord& word, const Channel& channel) {
  tasmota::add_presad_object(messages, view());
  if (options_.answers_by_command != 0) tasmota::answer_by_command(messages, word);
  tasmota::settle_outgoing(messages, options_);
  publisher_.answer(topic(), messages, channel);
}

void RelayFront::say_presence() {
  const tasmota::Message presence = tasmota::render_lwt(reachable_);
  retained_.note(topic(), publisher_.house().full_topic.build(presence.prefix, topic(), presence.level));
  publish({presence});
  if (reachable_) publish({tasmota::Message{tasmota::Prefix::cmnd, "POWER", "", false}});
}

void RelayFront::introduce() {
  publish(tasmota::render_relayed_info(view(), version_));
  published_ = tasmota::relayed_powers(state_);
  published_light_ = light_of(state_);
  published_shutters_ = tasmota::relayed_shutters(sensors_);
  for (const auto& [key, power] : published_) publish(tasmota::render_relayed_power(key, power));
}

void RelayFront::announce(Timestamp) {
  if (!relaying() || !publisher_.broker().connected()) return;
  for (tasmota::DiscoveryMessage& message : tasmota::render_relayed_discovery(view(), state_, sensors_, version_)) {
    retained_.note(topic(), message.topic);
    std::string& said = announced_[message.topic];
    // SENSOR's example has the time in it, and is told once.
    const bool tells_more = message.topic.ends_with("/config") && said != message.payload;
    if (said.empty() || tells_more) publisher_.broker().publish(message.topic, message.payload, true);
    said = std::move(message.payload);
  }
}

void RelayFront::publish_telemetry(Timestamp now) {
  if (relaying() && reachable_) publish(tasmota::render_relayed_telemetry(state_, sensors_));
  telemetry_alarm_.set(tele_period_ == 0 ? never : now + seconds(tele_period_));
}

/// What somebody did at the device itself, or through its own web page.
void RelayFront::publish_changes() {
  for (const auto& [key, power] : tasmota::relayed_powers(state_)) {
    if (std::exchange(published_[key], power) != power) publish(tasmota::render_relayed_power(key, power));
  }
  std::string light = light_of(state_);
  if (std::exchange(published_light_, light) != light) publish(tasmota::render_relayed_telemetry(state_, ""));
  for (const auto& [key, shutter] : tasmota::relayed_shutters(sensors_)) {
    if (std::exchange(published_shutters_[key], shutter) != shutter)
      publish({tasmota::render_relayed_shutter(key, shutter)});
  }
}

/// What the answer says is said: the next look at the device finds nothing new in it.
void RelayFront::follow(const tasmota::CommandWord& word, std::string_view answer) {
  for (const auto& [key, power] : tasmota::relayed_powers(answer)) published_[key] = power;
  for (const auto& [key, shutter] : tasmota::relayed_shutters(answer)) published_shutters_[key] = shutter;
  if (word.name == "SETOPTION" || word.name == "SO") follow_options(answer);
  if (word.name != "TELEPERIOD") return;
  const Result<Json> json = parse_json(answer);
  const Json* const period = json ? json->find("TelePeriod") : nullptr;
  if (period == nullptr || period->integer() == nullptr) return;
  tele_period_ = static_cast<unsigned>(std::clamp<std::int64_t>(*period->integer(), 0, 3600));
  telemetry_alarm_.set(tele_period_ == 0 ? never : publisher_.loop().now());
}

/// Those of the device's options that decide what presad says for it.
void RelayFront::follow_options(std::string_view answer) {
  const Result<Json> json = parse_json(answer);
  if (!json) return;
  const auto follow_flag = [&json](const char* key, int& option) {
    const Json* const member = json->find(key);
    if (member != nullptr && member->string() != nullptr) option = *member->string() == "ON" ? 1 : 0;
  };
  follow_flag("SetOption4", options_.answers_by_command);
  follow_flag("SetOption90", options_.json_only);
  const Json* const delay = json->find("SetOption34");
  if (delay == nullptr || delay->integer() == nullptr) return;
  constexpr std::int64_t longest_delay = 255;  // milliseconds, as the firmware has it
  options_.backlog_delay = static_cast<int>(std::clamp<std::int64_t>(*delay->integer(), 0, longest_delay));
}

void RelayFront::on_handover_due(Timestamp now) { take(handover_.on_deadline(now)); }

/// Once per cause, not per attempt.
void RelayFront::complain(const std::string& cause) {
  if (std::exchange(complaint_, cause) != cause) log::warning(topic(), "{}", cause);
}

}  // namespace presad::bridge
