// One command on the broker to a Tasmota device that answers there itself, and the wait for its answer.
//
// Tasmota knows nothing of MQTT 5's response topics: the first answer of the device that follows counts.

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "loop/event_loop.h"
#include "mqtt/broker.h"
#include "tasmota/topic.h"

namespace presad::cli {

struct CommandMessage {
  tasmota::FullTopic full_topic;
  std::string topic;
  std::string word;
  std::string payload;
};

/// How long is waited.
struct Patience {
  Duration answer;                             ///< from the moment the command goes out
  Duration connect = std::chrono::seconds(5);  ///< for the broker
};

class Question final : mqtt::BrokerListener {
 public:
  /// `loop` and `broker` are borrowed for life.
  Question(loop::EventLoop& loop, mqtt::Broker& broker, CommandMessage command, Patience patience);

  /// What a connection must subscribe to so that it hears the answer.
  static std::vector<std::string> subscriptions(const CommandMessage& command);

  /// Called once. Connects, asks once, and stops the loop with a status of cli/answer.h.
  void start();

  /// The answer's payload; empty while there is none.
  const std::string& answer() const noexcept { return answer_; }
  const std::string& answer_topic() const noexcept { return answer_topic_; }

 private:
  void on_connected() override;
  void on_disconnected(const std::string& /*cause*/) override {}
  void on_message(const mqtt::Received& message) override;
  void on_deadline();
  bool is_answer(const mqtt::Received& message) const;

  loop::EventLoop& loop_;
  mqtt::Broker& broker_;
  const CommandMessage command_;
  const Patience patience_;
  loop::Timer deadline_;
  bool sent_ = false;
  bool answered_ = false;
  std::string answer_topic_;
  std::string answer_;
};

}  // namespace presad::cli
