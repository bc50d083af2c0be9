#include "bridge/daemon_front.h"

#include <utility>

#include "base/json.h"
#include "tasmota/command_table.h"
#include "tasmota/presad_object.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {
using std::chrono::seconds;
}

DaemonFront::DaemonFront(std::string topic, Publisher& publisher, Delegate<Presence()> presence,
                         Delegate<Result<bool>()> reload)
    : publisher_(publisher), presence_(presence), reload_(reload) {
  identity_.kind = tasmota::Kind::presad;
  identity_.hardware_id = "020000000000";  // shown in Status 5 only; a bridge has no hardware of its own
  identity_.device_name = topic;
  identity_.module = "presad";
  identity_.hostname = topic;
  identity_.topic = std::move(topic);
  condition_.online = true;
  condition_.trouble = Trouble::none;
  options_.tele_period = publisher_.house().tele_period;
}

void DaemonFront::command(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel) {
  if (word.name == "RELOAD") {
    const Result<bool> reloaded = reload_();
    answer(
        JsonWriter().begin_object().key("Reload").string(reloaded ? "Done" : reloaded.error().what).end_object().take(),
        channel);
    return;
  }
  if (word.name == "PRESAD") return answer(overview(), channel);
  tasmota::View current = view();
  const tasmota::Reply reply = tasmota::respond(current, word, payload);
  publisher_.answer(topic(), reply.messages, channel, reach());
  if (channel.asker && reply.outcome) channel.asker->on_outcome(*reply.outcome, Duration(0), {});
  if (reply.telemetry_soon) publisher_.schedule().set(*this, publisher_.loop().now());
}

/// What `presa status` shows, in one answer.
std::string DaemonFront::overview() {
  const tasmota::View current = view();
  JsonWriter json;
  json.begin_object().key("Presad");
  tasmota::write_presad(json, current);
  json.key("UptimeSec").integer(current.moment.uptime.count());
  json.key("Broker").string(current.house.mqtt_host + ':' + std::to_string(current.house.mqtt_port));
  json.key("KernelFence").string(fence_);
  return json.end_object().take();
}

void DaemonFront::answer_unknown(std::string_view topic, std::string_view nearest, const tasmota::CommandWord& word,
                                 std::string_view payload, const Channel& channel) {
  JsonWriter json;
  json.begin_object().key("Command").string("Unknown").key("Input").string(tasmota::render_input(word, payload));
  json.key("Topic").string(topic.substr(0, tasmota::max_word_size));
  if (!nearest.empty()) json.key("Nearest").string(nearest);
  answer(json.end_object().take(), channel);
}

void DaemonFront::answer_for(std::string_view topic, std::string_view input, Outcome outcome, const Channel& channel) {
  JsonWriter json;
  json.begin_object().key("Command").string(tasmota::outcome_word(outcome)).key("Input").string(input);
  json.key("Topic").string(topic);
  // Here whatever topic it came on: nobody but presad answers under stat/presad.
  answer(json.end_object().take(),
         {{}, channel.response_topic, channel.correlation_data, channel.to_group, channel.asker});
}

void DaemonFront::on_broker_connected() {
  publisher_.publish(topic(), tasmota::render_lwt(true));
  publisher_.schedule().set(*this, publisher_.loop().now() + seconds(5));
}

void DaemonFront::leave() {
  publisher_.publish(topic(), tasmota::render_lwt(false));
  publisher_.schedule().remove(*this);
}

void DaemonFront::on_due(Timestamp now) {
  publisher_.publish(topic(), tasmota::render_telemetry(view()));
  if (options_.tele_period != 0) publisher_.schedule().set(*this, now + seconds(options_.tele_period));
}

tasmota::View DaemonFront::view() {
  const Presence presence = presence_();
  publisher_.total().devices_online = presence.online;
  publisher_.total().devices_offline = presence.offline;
  return {publisher_.house(), identity_, state_, condition_, publisher_.total(), options_, publisher_.moment()};
}

void DaemonFront::answer(std::string json, const Channel& channel) {
  publisher_.answer(topic(), {tasmota::Message{tasmota::Prefix::stat, "RESULT", std::move(json), false}}, channel,
                    reach());
}

}  // namespace presad::bridge
