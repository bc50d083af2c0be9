#include "bridge/bridge.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/text.h"
#include "tasmota/fallback_topic.h"
#include "tasmota/mqtt_discovery.h"

namespace presad::bridge {

namespace {

constexpr const char* subject = "broker";
/// What others publish never decides how much is remembered.
constexpr std::size_t max_foreign = 10'000;
constexpr std::size_t max_complaints = 1'000;

}  // namespace

Bridge::Bridge(loop::EventLoop& loop, mqtt::Broker& broker, store::Store& store, RandomSource& random,
               tasmota::House house, std::string own_topic, Delegate<Result<bool>()> reload)
    : store_(store),
      random_(random),
      publisher_(loop, broker, std::move(house)),
      self_(std::move(own_topic), publisher_, Delegate<Presence()>::to<&Bridge::presence>(this), reload),
      orphans_(store, publisher_, Delegate<Keeper(const std::string&)>::to<&Bridge::keeper>(this)) {}

void Bridge::start() { publisher_.broker().start(*this); }

void Bridge::add(std::unique_ptr<Device> device, FrontSettings settings) {
  auto front = std::make_unique<Front>(std::move(device), std::move(settings), publisher_, store_);
  Front& added = *front;
  by_fallback_[tasmota::client_name(added.hardware_id())] = &added;
  complained_.clear();  // what is nearest may be another now
  fronts_[added.topic()] = std::move(front);
  added.start();
  if (watched_) added.set_watched(true);
  if (publisher_.broker().connected()) added.on_broker_connected();
}

void Bridge::add(std::unique_ptr<RelayedDevice> device, RelaySettings settings) {
  auto front = std::make_unique<RelayFront>(std::move(device), std::move(settings), publisher_, store_, self_);
  RelayFront& added = *front;
  complained_.clear();
  relayed_[added.topic()] = std::move(front);
  added.start();
  if (!publisher_.broker().connected()) return;
  added.on_broker_connected();
  if (foreign_online_.erase(added.topic()) != 0) added.on_evidence(Evidence::online);
}

void Bridge::remove(const std::string& topic, bool for_good) {
  if (const auto relayed = relayed_.find(topic); relayed != relayed_.end()) {
    if (!relayed->second->relaying() && relayed->second->online()) foreign_online_.insert(topic);
    relayed->second->leave();
    relayed_.erase(relayed);
    if (for_good) orphans_.look_at(topic);
    return;
  }
  const auto found = fronts_.find(topic);
  if (found == fronts_.end()) return;
  found->second->leave();
  by_fallback_.erase(tasmota::client_name(found->second->hardware_id()));
  fronts_.erase(found);
  if (for_good) orphans_.look_at(topic);
}

void Bridge::settle(const std::string& topic, FrontSettings settings) {
  if (Front* const front = find(topic)) front->settle(std::move(settings));
}

void Bridge::settle_relayed(const std::string& topic, RelaySettings settings) {
  if (RelayFront* const front = find_relayed(topic)) front->settle(std::move(settings));
}

void Bridge::leave() {
  for (const auto& [topic, front] : relayed_) front->leave();
  for (const auto& [topic, front] : fronts_) front->leave();
  self_.leave();
  orphans_.on_broker_lost();
}

void Bridge::replace(mqtt::Broker& broker, tasmota::House house) {
  const unsigned former_tele_period = publisher_.house().tele_period;
  publisher_.replace(broker, std::move(house));
  for (const auto& [topic, front] : fronts_) front->on_house_changed(former_tele_period);
  for (const auto& [topic, front] : relayed_) front->on_house_changed();
  foreign_online_.clear();
  start();
}

Presence Bridge::presence() {
  const auto is_online = [](const auto& front) { return front.second->online(); };
  const auto online = std::count_if(fronts_.begin(), fronts_.end(), is_online) +
                      std::count_if(relayed_.begin(), relayed_.end(), is_online);
  const std::size_t all = fronts_.size() + relayed_.size();
  return {static_cast<unsigned>(online), static_cast<unsigned>(all) - static_cast<unsigned>(online)};
}

std::vector<std::string> Bridge::answered() const {
  const tasmota::FullTopic& topics = publisher_.house().full_topic;
  std::vector<std::string> answered;
  answered.reserve(fronts_.size());
  for (const auto& [topic, front] : fronts_) answered.push_back(topics.build(tasmota::Prefix::tele, topic, "LWT"));
  for (const auto& [topic, front] : relayed_) {
    if (front->relaying()) answered.push_back(topics.build(tasmota::Prefix::tele, topic, "LWT"));
  }
  return answered;
}

void Bridge::on_connected() {
  ++publisher_.house().mqtt_count;
  self_.on_broker_connected();
  for (const auto& [topic, front] : fronts_) front->on_broker_connected();
  for (const auto& [topic, front] : relayed_) front->on_broker_connected();
  orphans_.on_broker_connected();
}

void Bridge::on_disconnected(const std::string&) {
  orphans_.on_broker_lost();
  foreign_online_.clear();
  for (const auto& [topic, front] : fronts_) front->on_broker_lost();
  for (const auto& [topic, front] : relayed_) front->on_broker_lost();
  publisher_.touch_presence();
}

void Bridge::on_message(const mqtt::Received& message) {
  if (message.own) return;
  if (const auto fallback = tasmota::parse_fallback(message.topic)) {
    if (message.retained) return;
    for (const auto& [topic, relayed] : relayed_) {
      if (relayed->hardware_id().empty() || tasmota::client_name(relayed->hardware_id()) != fallback->client) continue;
      return relayed->command(
          fallback->last_level, message.payload,
          {relayed->hardware_id(), message.response_topic.value_or(""), message.correlation_data, false});
    }
    const auto front = by_fallback_.find(std::string(fallback->client));
    if (front == by_fallback_.end()) return;
    front->second->command(
        tasmota::parse_command_word(fallback->last_level), message.payload,
        {front->second->hardware_id(), message.response_topic.value_or(""), message.correlation_data, false});
    return;
  }
  if (message.topic == tasmota::home_assistant_status) return on_home_assistant_status(message);
  const auto parsed = publisher_.house().full_topic.parse(message.topic);
  if (!parsed) return;
  if (parsed->prefix == tasmota::Prefix::cmnd) {
    on_command(message, parsed->topic, parsed->last_level);
  } else {
    on_said_by_others(message, *parsed);
  }
}

/// For who may be on the broker himself, it is how he is known to be.
void Bridge::on_said_by_others(const mqtt::Received& message, const tasmota::ParsedTopic& parsed) {
  const bool is_presence = parsed.prefix == tasmota::Prefix::tele && parsed.last_level == "LWT";
  RelayFront* const relayed = find_relayed(parsed.topic);
  if (relayed == nullptr) {
    if (is_presence) on_foreign_presence(parsed.topic, message.payload);
  } else if (is_presence) {
    publisher_.tell_listener(parsed.topic, message.topic, message.payload);
    relayed->on_evidence(message.payload == "Online" ? Evidence::online : Evidence::offline);
    publisher_.touch_presence();
  } else if (!message.retained) {
    publisher_.tell_listener(parsed.topic, message.topic, message.payload);
    relayed->on_evidence(parsed.last_level == "INFO1" ? Evidence::joining : Evidence::speaking);
  }
}

void Bridge::on_command(const mqtt::Received& message, std::string_view topic, std::string_view last_level) {
  if (message.retained) {  // a state of yesterday's, not a wish of today's
    if (retained_seen_.size() < max_complaints && retained_seen_.insert(message.topic).second) {
      log::warning(subject, "retained command on \"{}\" is never executed; remove it: mosquitto_pub -r -n -t '{}'",
                   printable(message.topic), printable(message.topic));
    }
    return;
  }
  const tasmota::CommandWord word = tasmota::parse_command_word(last_level);
  const bool to_group = topic == publisher_.house().group_topic;
  const Channel channel{{}, message.response_topic.value_or(""), message.correlation_data, to_group};
  if (Front* const front = find(topic)) {
    front->command(word, message.payload, channel);
  } else if (RelayFront* const relayed = find_relayed(topic)) {
    if (word.name == "POWER" && message.payload.empty()) relayed->on_evidence(Evidence::joining);
    relayed->command(last_level, message.payload, channel);
  } else if (to_group) {
    for (const auto& [each, member] : fronts_) member->command(word, message.payload, channel);
    for (const auto& [each, member] : relayed_) member->command(last_level, message.payload, channel);
  } else if (topic == self_.topic()) {
    self_.command(word, message.payload, channel);
  } else {
    on_unknown(message, topic, word, channel);
  }
}

void Bridge::on_unknown(const mqtt::Received& message, std::string_view topic, const tasmota::CommandWord& word,
                        const Channel& channel) {
  const std::string name(topic);
  if (left_alone_.contains(name) || foreign_online_.contains(name)) return;  // somebody else's to answer
  // Comparing with every device costs something: done once for each topic, and not for a flood of them.
  const auto said = complained_.find(message.topic);
  const std::string near = said != complained_.end()             ? said->second
                           : complained_.size() < max_complaints ? nearest(topic)
                                                                 : "";
  if (complained_.size() < max_complaints && complained_.try_emplace(message.topic, near).second) {
    log::warning(subject, "command for \"{}\", which is in no inventory{}{}{}", printable(topic),
                 near.empty() ? "" : "; did you mean \"", near, near.empty() ? "" : "\"?");
  }
  self_.answer_unknown(topic, near, word, message.payload, channel);
}

/// Each device at a time of its own, between 1 and 5 s from now: Home Assistant has enough to do.
void Bridge::on_home_assistant_status(const mqtt::Received& message) {
  if (message.retained || message.payload != "online") return;
  for (const auto& [topic, front] : fronts_) {
    front->on_home_assistant_up(std::chrono::milliseconds(1000 + std::lround(4000 * random_.unit())));
  }
}

void Bridge::on_foreign_presence(std::string_view topic, std::string_view payload) {
  if (find(topic) != nullptr || topic == self_.topic()) return;
  if (payload == "Online") {
    if (foreign_online_.size() < max_foreign) foreign_online_.emplace(topic);
  } else {
    foreign_online_.erase(std::string(topic));
  }
}

Front* Bridge::find(std::string_view topic) {
  const auto found = fronts_.find(topic);
  return found == fronts_.end() ? nullptr : found->second.get();
}

RelayFront* Bridge::find_relayed(std::string_view topic) {
  const auto found = relayed_.find(topic);
  return found == relayed_.end() ? nullptr : found->second.get();
}

Keeper Bridge::keeper(const std::string& topic) {
  if (find(topic) != nullptr || find_relayed(topic) != nullptr) return Keeper::presad;
  return left_alone_.contains(topic) || foreign_online_.contains(topic) ? Keeper::itself : Keeper::nobody;
}

std::string Bridge::nearest(std::string_view topic) const {
  std::vector<std::string_view> known;
  known.reserve(fronts_.size() + 1);
  for (const auto& [each, front] : fronts_) known.push_back(each);
  for (const auto& [each, front] : relayed_) known.push_back(each);
  known.push_back(self_.topic());
  return std::string(nearest_word(topic, known).value_or(""));
}

}  // namespace presad::bridge
