#include "support/fake_broker.h"

#include <algorithm>

namespace presad::testing {

namespace {

/// Takes the first level off `rest`.
std::string_view take_level(std::string_view& rest) {
  const auto slash = rest.find('/');
  const std::string_view level = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  return level;
}

std::size_t levels_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '/')) + 1;
}

}  // namespace

bool matches(std::string_view filter, std::string_view topic) {
  if (topic.starts_with('$') && !filter.starts_with('$')) return false;
  std::size_t filter_left = levels_of(filter);
  std::size_t topic_left = levels_of(topic);
  while (filter_left > 0) {
    const std::string_view wanted = take_level(filter);
    if (wanted == "#") return true;
    if (topic_left == 0) return false;
    if (wanted != take_level(topic) && wanted != "+") return false;
    --filter_left;
    --topic_left;
    if (filter_left == 1 && topic_left == 0 && filter == "#") return true;  // "a/#" matches "a"
  }
  return topic_left == 0;
}

void FakeBroker::publish(std::string_view topic, std::string_view payload, bool retain) {
  if (!connected_) {
    outbox_.put({std::string(topic), std::string(payload), retain});
    return;
  }
  outbox_.forget(topic);
  take_in({std::string(topic), std::string(payload), retain});
}

void FakeBroker::respond(std::string_view topic, std::string_view payload, ByteView correlation_data) {
  if (!connected_) return;
  take_in({std::string(topic), std::string(payload), false, std::string(as_text(correlation_data))});
}

void FakeBroker::stop() {
  connected_ = false;
  stopped_ = true;
}

void FakeBroker::come() {
  if (connected_ || stopped_ || listener_ == nullptr) return;
  connected_ = true;
  const auto stored = retained_;
  listener_->on_connected();
  while (connected_) {
    std::optional<mqtt::Outgoing> kept = outbox_.take();
    if (!kept) break;
    take_in({std::move(kept->topic), std::move(kept->payload), kept->retain});
  }
  for (const auto& [topic, message] : stored) {
    if (connected_ && subscribed(topic)) listener_->on_message({topic, message.payload, true, message.own, {}, {}});
  }
}

void FakeBroker::go(const std::string& cause) {
  if (!std::exchange(connected_, false)) return;
  if (!settings_.will_topic.empty()) retained_[settings_.will_topic] = {settings_.will_payload, true};
  listener_->on_disconnected(cause);
}

void FakeBroker::publish_as_other(const std::string& topic, const std::string& payload, bool retain) {
  if (retain && payload.empty()) {
    retained_.erase(topic);
  } else if (retain) {
    retained_[topic] = {payload, false};
  }
  if (!connected_ || !subscribed(topic)) return;
  listener_->on_message({topic, payload.substr(0, mqtt::max_payload_size + 1), false, false, {}, {}});
}

std::optional<std::string> FakeBroker::last_on(std::string_view topic) const {
  const auto found = std::find_if(sent_.rbegin(), sent_.rend(), [&](const Sent& one) { return one.topic == topic; });
  if (found == sent_.rend()) return std::nullopt;
  return found->payload;
}

std::optional<std::string> FakeBroker::retained_on(const std::string& topic) const {
  const auto found = retained_.find(topic);
  if (found == retained_.end()) return std::nullopt;
  return found->second.payload;
}

void FakeBroker::take_in(Sent message) {
  if (message.retain && message.payload.empty()) {
    retained_.erase(message.topic);
  } else if (message.retain) {
    retained_[message.topic] = {message.payload, true};
  }
  sent_.push_back(std::move(message));
}

bool FakeBroker::subscribed(std::string_view topic) const {
  return std::any_of(settings_.subscriptions.begin(), settings_.subscriptions.end(),
                     [&](const std::string& filter) { return matches(filter, topic); });
}

}  // namespace presad::testing
