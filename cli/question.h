// One command on the broker and the wait for its own answer.
//
// presad is asked by an MQTT 5 request, whose answer comes back to the asker alone. Where that cannot be (the broker
// speaks 3.1.1, or the device is a Tasmota that answers for itself) the first answer of the device that follows counts.

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
  bool by_request = true;  ///< who answers knows MQTT 5's response topics
};

/// How long is waited.
struct Patience {
  Duration answer;                             ///< from the moment the command goes out
  Duration connect = std::chrono::seconds(5);  ///< for the broker
};

class Question final : mqtt::BrokerListener {
 public:
  /// `asker`: unique on the broker, names the response topic. `loop` and `broker` are borrowed for life.
  Question(loop::EventLoop& loop, mqtt::Broker& broker, CommandMessage command, const std::string& asker,
           Patience patience);

  /// What a connection must subscribe to so that asker hears the answer.
  static std::vector<std::string> subscriptions(const CommandMessage& command, const std::string& asker);

  /// Called once. Connects, asks once, and stops the loop with a status of cli/answer.h.
  void start();

  /// The answer's payload; empty while there is none.
  const std::string& answer() const noexcept { return answer_; }

 private:
  void on_connected() override;
  void on_disconnected(const std::string& /*cause*/) override {}
  void on_message(const mqtt::Received& message) override;
  void on_deadline();
  bool is_answer(const mqtt::Received& message) const;

  loop::EventLoop& loop_;
  mqtt::Broker& broker_;
  const CommandMessage command_;
  const std::string asker_;
  const Patience patience_;
  loop::Timer deadline_;
  bool sent_ = false;
  bool requested_ = false;  ///< the answer comes on the response topic
  bool answered_ = false;
  std::string answer_;
};

}  // namespace presad::cli
