#include "mqtt/paho_sender.h"

#include <chrono>
#include <optional>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "mqtt/paho_connection.h"
#include "mqtt/paho_wakeup.h"

namespace presad::mqtt {

namespace {

using namespace std::chrono_literals;

/// While somebody waits in the line, Paho is asked this often how much of its part has left: a few times before it runs
/// dry.
constexpr Duration feed_period = 1ms;

/// Paho can lose the word that a message has left (paho.mqtt.c issue 1667): a part of which nothing was heard for so
/// long is taken to have left.
constexpr Duration longest_silence = 1s;

/// What left Paho's queue but not its thread within this time is nudged (paho_wakeup.h).
constexpr Duration nudge_after = 3ms;

}  // namespace

void PahoSender::send_kept() {
  while (!overflowing_) {
    std::optional<Outgoing> next = outbox_.take();
    if (!next) return;
    enter({std::move(*next), {}, false});
  }
}

void PahoSender::close() {
  connection_ = nullptr;
  feeding_.disarm();
  nudge_.disarm();
  overflowing_ = false;
  // Older than what the outbox has, if it has any of the same topics: that came when the line was full.
  Outbox newer = std::exchange(outbox_, {});
  for (Item& item : std::exchange(line_, {})) {
    if (!item.is_answer) outbox_.put(std::move(item.message));
  }
  while (std::optional<Outgoing> next = newer.take()) outbox_.put(*std::move(next));
}

void PahoSender::publish(Outgoing message) {
  if (connection_ == nullptr || overflowing_) {
    outbox_.put(std::move(message));
    return;
  }
  outbox_.forget(message.topic);  // on return: this one is newer
  enter({std::move(message), {}, false});
}

void PahoSender::respond(Outgoing message, ByteView correlation_data) {
  if (connection_ == nullptr || overflowing_) return;
  enter({std::move(message), {correlation_data.begin(), correlation_data.end()}, true});
}

void PahoSender::finish() {
  for (const Item& item : std::exchange(line_, {})) hand_over(item);
  while (std::optional<Outgoing> next = outbox_.take()) hand_over({*std::move(next), {}, false});
  overflowing_ = false;
  feeding_.disarm();
  nudge_.disarm();
}

bool PahoSender::is_echo(std::string_view topic, std::string_view payload) {
  return recent_.take(topic, payload, loop_.now());
}

void PahoSender::enter(Item item) {
  if (line_.empty() && connection_->has_room() && hand_over(item)) return;
  if (line_.size() < most_waiting) {
    line_.push_back(std::move(item));
  } else {
    overflowing_ = true;
    if (!item.is_answer) outbox_.put(std::move(item.message));
  }
  if (!feeding_.armed()) feeding_.arm_in(feed_period);
}

/// False: not now.
bool PahoSender::hand_over(const Item& item) {
  const Outgoing& message = item.message;
  switch (item.is_answer ? connection_->respond(message, item.correlation_data) : connection_->publish(message)) {
    case HandOver::taken:
      if (connection_->version() == Version::v3_1_1) recent_.note(message.topic, message.payload, loop_.now());
      expect_leaving();
      break;
    case HandOver::full:
      return false;
    case HandOver::rejected:
      log::error("mqtt", "cannot publish on {}: not a topic", printable(message.topic));
      break;
  }
  return true;
}

void PahoSender::feed() {
  while (!line_.empty() && connection_->has_room() && hand_over(line_.front())) line_.pop_front();
}

void PahoSender::on_feed() {
  if (!connection_->has_room() && loop_.now() - last_handed_over_ >= longest_silence) connection_->count_anew();
  feed();
  if (line_.empty() && std::exchange(overflowing_, false)) send_kept();
  if (!line_.empty()) feeding_.arm_in(feed_period);
}

void PahoSender::expect_leaving() {
  last_handed_over_ = loop_.now();
  if (!nudge_.armed()) nudge_.arm(last_handed_over_ + nudge_after);
}

/// Rings until the last message has left: once is not enough (paho_wakeup.h).
void PahoSender::on_nudge() {
  if (connection_->all_sent()) return feed();
  const Timestamp due = last_handed_over_ + nudge_after;
  if (loop_.now() < due) {
    nudge_.arm(due);
    return;
  }
  wake_send_thread();
  nudge_.arm_in(nudge_after);
}

}  // namespace presad::mqtt
