// What may be seen of a relayed device without the broker: for who asks presad itself.

#include "bridge/relay_front.h"
#include "tasmota/outgoing.h"
#include "tasmota/relayed.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

Overview RelayFront::overview() const {
  Overview overview;
  overview.topic = topic();
  overview.name = identity_.device_name.empty() ? settings_.name : identity_.device_name;
  overview.module = identity_.module;
  overview.hardware_id = hardware_id();
  overview.answering = relaying() ? Answering::presad : answers_for_itself() ? Answering::itself : Answering::nobody;
  overview.condition = condition_;
  overview.condition.online = online();
  if (!online() && !relaying() && !complaint_.empty()) overview.condition.cause = complaint_;
  for (const auto& [key, power] : tasmota::relayed_powers(state_)) {
    if (overview.state.relays.size() == max_relays) break;
    overview.state.relays.push_back(power == "ON" ? Power::on : power == "OFF" ? Power::off : Power::undefined);
  }
  overview.ended = tally_.ended;
  overview.last_outcome = tally_.last;
  overview.last_latency = tally_.last_latency;
  overview.heard = heard_;
  return overview;
}

Known RelayFront::known() { return {state_, sensors_, {}}; }

tasmota::Messages RelayFront::standing() {
  tasmota::Messages messages = {tasmota::render_lwt(online())};
  if (relaying()) {
    for (tasmota::Message& each : tasmota::render_relayed_telemetry(state_, sensors_))
      messages.push_back(std::move(each));
    tasmota::add_presad_object(messages, view());
  }
  tasmota::settle_outgoing(messages, options_);
  return messages;
}

}  // namespace presad::bridge
