#include "bridge/publisher.h"

#include "bridge/local_time.h"
#include "tasmota/fallback_topic.h"

namespace presad::bridge {

namespace {

/// MQTT discovery names stat/…/POWER as the state, and who subscribes later must find it there (DIALECT.md, 12).
bool is_power(const tasmota::Message& message) {
  return message.prefix == tasmota::Prefix::stat && message.level.starts_with("POWER");
}

bool is_presence(const tasmota::Message& message) {
  return message.prefix == tasmota::Prefix::tele && message.level == "LWT";
}

}  // namespace

void Publisher::publish(std::string_view topic, const tasmota::Message& message, Reach reach) {
  const bool retain = message.retain || (house_.discovery == tasmota::Discovery::mqtt && is_power(message));
  const std::string full_topic = house_.full_topic.build(message.prefix, topic, message.level);
  tell_listener(topic, full_topic, message.payload);
  if (reach == Reach::listeners) return;
  if (is_presence(message)) touch_presence();
  broker_->publish(full_topic, message.payload, retain);
}

void Publisher::publish(std::string_view topic, const tasmota::Messages& messages, Reach reach) {
  for (const tasmota::Message& message : messages) publish(topic, message, reach);
}

void Publisher::answer(std::string_view topic, const tasmota::Messages& messages, const Channel& channel, Reach reach) {
  for (const tasmota::Message& message : messages) {
    if (channel.asker && message.prefix == tasmota::Prefix::stat) {
      channel.asker->on_answer(house_.full_topic.build(message.prefix, topic, message.level), message.payload);
    }
    if (channel.fallback.empty()) {
      publish(topic, message, reach);
    } else {
      broker_->publish(tasmota::fallback_topic(message.prefix, channel.fallback, message.level), message.payload,
                       message.retain);
    }
  }
  if (channel.response_topic.empty()) return;
  // RESULT, each STATUS… or, with SetOption4, the command's own level: whatever is JSON under stat.
  for (const tasmota::Message& message : messages) {
    const bool answers = message.prefix == tasmota::Prefix::stat && message.payload.starts_with('{');
    if (answers) broker_->respond(channel.response_topic, message.payload, channel.correlation_data);
  }
}

tasmota::Moment Publisher::moment() const {
  const WallTime now = loop_.wall_time();
  const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now - house_.started);
  return {now, utc_offset, std::max(uptime, std::chrono::seconds(0))};
}

energy::LedgerTime Publisher::ledger_time() const {
  const WallTime now = loop_.wall_time();
  return {loop_.now(), now, utc_offset(now), wall_time_known()};
}

void Publisher::end_command(tasmota::Tally& tally, const Channel& channel, Outcome outcome, Duration latency,
                            const std::string& cause) {
  if (channel.asker) channel.asker->on_outcome(outcome, latency, cause);
  for (tasmota::Tally* const each : {&tally, &total_}) {
    ++each->ended[static_cast<std::size_t>(outcome)];
    each->last = outcome;
    each->last_latency = latency;
  }
}

}  // namespace presad::bridge
