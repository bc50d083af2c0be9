// The front's options: what they make of what goes out, and how they are kept over restarts.

#include <charconv>

#include "base/json.h"
#include "bridge/front.h"
#include "tasmota/outgoing.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

constexpr const char* options_fact = "options";
constexpr const char* tele_period_fact = "tele_period";

/// "60/300": set by command, while the inventory said the second.
std::string beside_inventory(unsigned period, unsigned inventory) {
  return std::to_string(period) + "/" + std::to_string(inventory);
}

constexpr unsigned longest_tele_period = 3600;  // seconds

}  // namespace

/// A broker that has not been told of the device yet is told how it stands then, and nothing of what was before.
Reach Front::reach() const { return introduced_ || publisher_.broker().connected() ? Reach::broker : Reach::listeners; }

void Front::publish(tasmota::Messages messages) {
  tasmota::settle_outgoing(messages, options_);
  publisher_.publish(topic(), messages, reach());
}

void Front::publish(tasmota::Message message) { publish(tasmota::Messages{std::move(message)}); }

void Front::say(tasmota::Messages messages, const Channel& channel) {
  tasmota::settle_outgoing(messages, options_);
  publisher_.answer(topic(), messages, channel, reach());
}

void Front::put_state_first(tasmota::Messages& messages) {
  if (has_state_first() && !messages.empty()) messages.insert(messages.begin(), state_message());
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

/// What was set by command, as long as that line of the inventory is what it was then; else the inventory's.
void Front::recall_tele_period() {
  const unsigned inventory = publisher_.house().tele_period;
  options_.tele_period = inventory;
  const Facts& facts = store_.facts(topic());
  const auto kept = facts.find(tele_period_fact);
  if (kept == facts.end()) return;
  unsigned period = 0;
  const std::string& text = kept->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), period);
  if (error == std::errc() && period <= longest_tele_period && text == beside_inventory(period, inventory)) {
    options_.tele_period = period;
  } else {
    store_.erase(topic(), tele_period_fact);
  }
}

void Front::keep_tele_period() {
  const unsigned inventory = publisher_.house().tele_period;
  if (options_.tele_period == inventory) {
    store_.erase(topic(), tele_period_fact);
  } else {
    store_.put(topic(), tele_period_fact, beside_inventory(options_.tele_period, inventory));
  }
}

/// Restart 1: as a reboot of the device, as far as the broker can see. Without a session that could begin anew, as
/// after presad's own start.
void Front::restart() {
  introduced_ = false;
  if (device_->restart_session()) return;  // its end is told, and with its return the device introduces itself
  if (!publisher_.broker().connected()) return;
  say_presence();
  if (stands()) {
    introduce();
  } else {
    publish_state();
  }
}

}  // namespace presad::bridge
