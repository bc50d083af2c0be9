// When the front says that the device is there, introduces it and announces it, and when it takes that back.

#include <chrono>
#include <utility>

#include "bridge/front.h"
#include "tasmota/outgoing.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

/// After the introduction (DIALECT.md, 4).
constexpr Duration first_telemetry_delay = std::chrono::seconds(5);

}  // namespace

void Front::on_broker_connected() {
  broker_is_new_ = true;
  publisher_.turns().ask(*this);
}

void Front::on_turn() {
  if (!publisher_.broker().connected()) return;
  if (std::exchange(broker_is_new_, false)) return greet_broker();
  if (online() != was_online_) say_presence();
  if (stands() && !introduced_) introduce();
}

void Front::greet_broker() {
  settle_audience();
  announcement_.on_broker_connected(view());
  const bool states_follow = speaks_mqtt_discovery() && announcement_.make(view());
  say_presence();
  if (!online()) {
    publish_state();
  } else if (!introduced_) {
    if (stands()) introduce();
  } else if (states_follow) {
    repeat_states();
  }
}

void Front::on_broker_lost() {
  broker_is_new_ = false;
  publisher_.turns().give_up(*this);
  settle_audience();
  announcement_.on_broker_lost();
  if (online() == was_online_) return;
  was_online_ = online();  // its turn did not come: who watches presad itself has waited as well
  publish(tasmota::render_lwt(was_online_));
  publish_state();
}

void Front::leave() {
  account_.save(publisher_.ledger_time());
  announcement_.note_presence(view());  // whoever leaves before his turn has not yet
  publisher_.publish(topic(), tasmota::render_lwt(false));
  introduced_ = false;
  was_online_ = false;
  broker_is_new_ = false;
  published_.clear();
  publisher_.unhurried_schedule().remove(*this);
  publisher_.turns().give_up(*this);
  announcement_.on_broker_lost();
}

void Front::say_presence() {
  was_online_ = online();
  publish(tasmota::render_lwt(was_online_));
  // Tasmota's own habit at every connect (DIALECT.md, 4); nobody but other listeners ever sees it.
  if (was_online_) publish(tasmota::Message{tasmota::Prefix::cmnd, "POWER", "", false});
}

void Front::introduce() {
  introduced_ = true;
  publish(tasmota::render_info(view()));
  const State& state = device_->state();
  published_.assign(state.relays.size(), Power::undefined);
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    publish(tasmota::render_power(state, relay, options_));
    remember_published(relay);
  }
  if (speaks_mqtt_discovery()) publish_cover();
  told_ = state;
  if (options_.tele_period != 0) schedule_telemetry(publisher_.loop().now() + first_telemetry_delay);
}

void Front::announce() {
  if (!announcement_.make(view()) || !speaks_mqtt_discovery()) return;
  publisher_.publish(topic(), tasmota::render_lwt(was_online_));  // who waits for his turn says then what is new
  if (online() && introduced_) repeat_states();
}

/// For who has just been told where to find them.
void Front::repeat_states() {
  const State& state = device_->state();
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    publish(tasmota::render_power(state, relay, options_));
    remember_published(relay);
  }
  publish_cover();
  schedule_telemetry(publisher_.loop().now());
}

bool Front::speaks_mqtt_discovery() const noexcept { return publisher_.house().discovery == tasmota::Discovery::mqtt; }

void Front::publish_state() {
  if (condition_.trouble == Trouble::starting) return;  // nothing is known yet
  publish(state_message());
}

}  // namespace presad::bridge
