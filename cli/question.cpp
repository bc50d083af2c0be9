#include "cli/question.h"

#include <utility>

#include "cli/answer.h"

namespace presad::cli {

using tasmota::Prefix;

Question::Question(loop::EventLoop& loop, mqtt::Broker& broker, CommandMessage command, Patience patience)
    : loop_(loop),
      broker_(broker),
      command_(std::move(command)),
      patience_(patience),
      deadline_(loop, Delegate<void()>::to<&Question::on_deadline>(this)) {}

std::vector<std::string> Question::subscriptions(const CommandMessage& command) {
  return {command.full_topic.build(Prefix::stat, command.topic, "+")};
}

void Question::start() {
  deadline_.arm_in(patience_.connect);
  broker_.start(*this);
}

void Question::on_connected() {
  if (std::exchange(sent_, true)) return;  // back after a loss: a TOGGLE must not go out twice
  const std::string topic = command_.full_topic.build(Prefix::cmnd, command_.topic, command_.word);
  broker_.publish(topic, command_.payload, false);
  deadline_.arm_in(patience_.answer);
}

void Question::on_message(const mqtt::Received& message) {
  if (answered_ || !is_answer(message)) return;
  answered_ = true;
  answer_topic_ = message.topic;
  answer_ = message.payload;
  loop_.stop(status_of_answer(answer_));
}

bool Question::is_answer(const mqtt::Received& message) const {
  if (!sent_ || message.retained) return false;
  const std::string front = command_.full_topic.build(Prefix::stat, command_.topic, "");
  return message.topic.starts_with(front) && is_answer_level(std::string_view(message.topic).substr(front.size()));
}

void Question::on_deadline() {
  if (!answered_) loop_.stop(sent_ ? exit_no_answer : exit_no_broker);
}

}  // namespace presad::cli
