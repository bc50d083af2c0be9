#include "daemon/farewell.h"

#include <utility>

#include "base/log.h"
#include "tasmota/telemetry.h"

namespace presad {

namespace {

/// An own client: should a presad have come up meanwhile, it is not thrown off the broker.
mqtt::BrokerSettings as_farewell(mqtt::BrokerSettings settings) {
  settings.client_id += "-offline";
  settings.will_topic.clear();
  return settings;
}

}  // namespace

Farewell::Farewell(mqtt::BrokerSettings settings, const std::vector<std::string>& lwt_topics)
    : waiting_(lwt_topics.begin(), lwt_topics.end()),
      broker_(loop_, random_, as_farewell(std::move(settings))),
      deadline_(loop_, Delegate<void()>::to<&Farewell::on_deadline>(this)) {}

unsigned Farewell::run() {
  if (waiting_.empty()) return 0;
  deadline_.arm_in(connect_limit);
  broker_.start(*this);
  loop_.run();
  broker_.stop();
  return told_;
}

void Farewell::on_connected() { deadline_.arm_in(answer_limit); }

void Farewell::on_disconnected(const std::string& /*cause*/) { loop_.stop(0); }

void Farewell::on_message(const mqtt::Received& message) {
  const auto found = waiting_.find(message.topic);
  if (found == waiting_.end()) return;
  const bool by_presad = message.own || !broker_.marks_messages();
  if (message.retained && by_presad && message.payload == tasmota::render_lwt(true).payload) {
    broker_.publish(message.topic, tasmota::render_lwt(false).payload, true);
    ++told_;
  }
  waiting_.erase(found);
  if (waiting_.empty()) loop_.stop(0);
}

void Farewell::on_deadline() {
  if (!broker_.connected())
    log::warning("presad", "no broker to say Offline to: {} devices stay as they are there", waiting_.size());
  loop_.stop(0);
}

}  // namespace presad
