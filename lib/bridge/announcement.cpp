#include "bridge/announcement.h"

#include <functional>
#include <utility>

#include "tasmota/device_form.h"
#include "tasmota/mqtt_discovery.h"
#include "tasmota/native_discovery.h"
#include "tasmota/outgoing.h"
#include "tasmota/reply.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

using std::chrono::seconds;

constexpr const char* fact = "sensors";
constexpr const char* form_fact = "form";

// The firmware's delays (DIALECT.md, 12).
constexpr Duration after_first_connect = seconds(10);
constexpr Duration after_reconnect = seconds(1);
/// Several changes come together.
constexpr Duration after_change = seconds(1);

/// SetOption19 takes one device out.
tasmota::Discovery discovery(const tasmota::View& view) noexcept {
  return view.options.discovery_off != 0 ? tasmota::Discovery::none : view.house.discovery;
}

tasmota::DiscoveryMessages render(const tasmota::View& view, const Json& sensors) {
  switch (discovery(view)) {
    case tasmota::Discovery::tasmota:
      return tasmota::render_native_discovery(view, sensors);
    case tasmota::Discovery::mqtt:
      return tasmota::render_mqtt_discovery(view, sensors);
    case tasmota::Discovery::none:
      break;
  }
  return {};
}

/// Where the relays' positions are retained (publisher.h); all that there may be while nobody knows how many there are.
std::vector<std::string> power_topics(const tasmota::View& view) {
  std::vector<std::string> topics;
  const std::size_t relays = view.state.relays.size();
  const auto add = [&](const std::string& power) {
    topics.push_back(view.house.full_topic.build(tasmota::Prefix::stat, view.identity.topic, power));
  };
  if (relays == 0) add("POWER");
  for (unsigned relay = 1; relay <= (relays == 0 ? max_relays : relays); ++relay) {
    add(tasmota::power_key(relays, relay, view.options));
  }
  return topics;
}

/// What the device's own options have retained.
std::vector<std::string> option_topics(const tasmota::View& view) {
  std::vector<std::string> topics;
  for (const tasmota::Message& each : tasmota::render_cleared(view.options, view.state)) {
    topics.push_back(view.house.full_topic.build(each.prefix, view.identity.topic, each.level));
  }
  return topics;
}

}  // namespace

tasmota::View with_state(const tasmota::View& view, const State& state) {
  return {view.house,  view.identity, state,       view.condition, view.tally,   view.options,
          view.moment, view.energy,   view.queued, view.waiting,   view.to_group};
}

Announcement::Announcement(store::Store& store, Publisher& publisher, const tasmota::Identity& identity,
                           Delegate<void()> due)
    : store_(store),
      publisher_(publisher),
      retained_(store, publisher),
      topic_(identity.topic),
      hardware_id_(identity.hardware_id),
      due_(due) {
  const Facts& facts = store_.facts(topic_);
  const auto kept = facts.find(fact);
  if (kept == facts.end() || !kept->second.starts_with(hardware_id_ + " ")) return;
  shape_.restore(std::string_view(kept->second).substr(hardware_id_.size() + 1));
}

void Announcement::on_broker_connected(const tasmota::View& view) {
  said_.clear();
  const std::vector<std::string> wanted = topics(view);
  retained_.note(topic_, wanted.front());
  retained_.keep_only(topic_, wanted);
  plan(std::exchange(connected_before_, true) ? after_reconnect : after_first_connect);
}

void Announcement::note_presence(const tasmota::View& view) { retained_.note(topic_, topics(view).front()); }

void Announcement::on_broker_lost() {
  planned_ = false;
  publisher_.unhurried_schedule().remove(*this);
}

void Announcement::look_again() {
  if (!planned_ && publisher_.broker().connected()) plan(after_change);
}

void Announcement::on_options_changed(const tasmota::View& view) {
  for (const std::string& topic : option_topics(view)) retained_.note(topic_, topic);
  look_again();
}

bool Announcement::make(const tasmota::View& view) {
  if (view.condition.online) learn(view);
  if (!shape_.known() || !publisher_.broker().connected()) return false;
  const std::vector<std::string> wanted = topics(view);
  retained_.keep_only(topic_, wanted);
  for (const std::string& topic : wanted) retained_.note(topic_, topic);
  const State state = whole(view);
  const tasmota::DiscoveryMessages messages = render(with_state(view, state), shape_.sensors());
  if (messages.empty()) said_.clear();  // and all of it again when it is wanted again
  bool changed = false;
  for (const tasmota::DiscoveryMessage& message : messages) {
    const std::size_t hash = std::hash<std::string>()(message.payload);
    const auto [said, is_new] = said_.try_emplace(message.topic, hash);
    if (!is_new && said->second == hash) continue;
    said->second = hash;
    publisher_.broker().publish(message.topic, message.payload, true);
    changed = true;
  }
  return changed;
}

void Announcement::repeat(Duration in) {
  if (!publisher_.broker().connected()) return;
  said_.clear();
  plan(in);
}

void Announcement::on_due(Timestamp) {
  planned_ = false;
  due_();
}

void Announcement::plan(Duration in) {
  planned_ = true;
  publisher_.unhurried_schedule().set(*this, publisher_.loop().now() + in);
}

void Announcement::learn(const tasmota::View& view) {
  if (shape_.look(view)) store_.put(topic_, fact, hardware_id_ + " " + shape_.save());
  const std::string form = tasmota::render_form(view.state);
  const Facts& facts = store_.facts(topic_);
  const auto kept = facts.find(form_fact);
  if (form.empty()) {
    if (kept != facts.end()) store_.erase(topic_, form_fact);
  } else if (kept == facts.end() || kept->second != hardware_id_ + " " + form) {
    store_.put(topic_, form_fact, hardware_id_ + " " + form);
  }
}

State Announcement::whole(const tasmota::View& view) const {
  State state = view.state;
  const Facts& facts = store_.facts(topic_);
  const auto kept = facts.find(form_fact);
  if (!view.condition.online && kept != facts.end() && kept->second.starts_with(hardware_id_ + " ")) {
    tasmota::restore_form(state, std::string_view(kept->second).substr(hardware_id_.size() + 1));
  }
  return state;
}

/// Where something of the device's is to stay; its LWT first.
std::vector<std::string> Announcement::topics(const tasmota::View& view) const {
  const tasmota::Message lwt = tasmota::render_lwt(false);
  std::vector<std::string> topics{view.house.full_topic.build(lwt.prefix, topic_, lwt.level)};
  for (std::string& each : option_topics(view)) topics.push_back(std::move(each));
  if (discovery(view) == tasmota::Discovery::tasmota) {
    for (std::string& each : tasmota::native_discovery_topics(hardware_id_)) topics.push_back(std::move(each));
  } else if (discovery(view) == tasmota::Discovery::mqtt) {
    topics.push_back(tasmota::mqtt_discovery_topic(hardware_id_));
    for (std::string& each : power_topics(view)) topics.push_back(std::move(each));
  }
  return topics;
}

}  // namespace presad::bridge
