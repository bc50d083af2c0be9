// The front's options: what they make of what goes out, and how they are kept over restarts.

#include "base/json.h"
#include "bridge/front.h"
#include "tasmota/outgoing.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

constexpr const char* options_fact = "options";

}  // namespace

void Front::publish(tasmota::Messages messages) {
  tasmota::settle_outgoing(messages, options_);
  publisher_.publish(topic(), messages);
}

void Front::publish(tasmota::Message message) { publish(tasmota::Messages{std::move(message)}); }

void Front::say(tasmota::Messages messages, const Channel& channel) {
  tasmota::settle_outgoing(messages, options_);
  publisher_.answer(topic(), messages, channel);
}

void Front::put_state_first(tasmota::Messages& messages) {
  if (options_.state_first != 0 && !messages.empty()) messages.insert(messages.begin(), state_message());
}

tasmota::Message Front::state_message() {
  JsonWriter json;
  tasmota::write_state(json, view());
  return {tasmota::Prefix::tele, "STATE", json.take(), false};
}

void Front::recall_options() {
  const Facts& facts = store_.facts(topic());
  const auto kept = facts.find(options_fact);
  if (kept != facts.end()) tasmota::restore_options(options_, kept->second);
}

void Front::keep_options() {
  const std::string text = tasmota::render_options(options_);
  if (text.empty()) {
    store_.erase(topic(), options_fact);
  } else {
    store_.put(topic(), options_fact, text);
  }
}

/// Restart 1: as after presad's own start, as far as the broker can see. The session with the device goes on.
void Front::restart() {
  introduced_ = false;
  if (!publisher_.broker().connected()) return;
  say_presence();
  if (online()) {
    introduce();
  } else {
    publish_state();
  }
}

}  // namespace presad::bridge
