// The bridge for who asks presad itself, on its own socket.

#include <algorithm>
#include <iterator>

#include "bridge/bridge.h"

namespace presad::bridge {

namespace {

/// Up to `most` of the topics behind `after`.
template <class Ordered, class TopicOf>
void collect(const Ordered& devices, const std::string& after, std::size_t most, TopicOf topic_of,
             std::vector<std::string>& topics) {
  for (auto each = devices.upper_bound(after); each != devices.end() && most > 0; ++each, --most) {
    topics.push_back(topic_of(*each));
  }
}

}  // namespace

std::vector<Overview> Bridge::overviews(const std::string& after, std::size_t most) {
  std::vector<std::string> topics;
  const auto key = [](const auto& entry) { return entry.first; };
  collect(fronts_, after, most, key, topics);
  collect(relayed_, after, most, key, topics);
  collect(left_alone_, after, most, [](const std::string& topic) { return topic; }, topics);
  std::sort(topics.begin(), topics.end());
  topics.resize(std::min(topics.size(), most));
  std::vector<Overview> found;
  found.reserve(topics.size());
  for (const std::string& topic : topics) {
    if (auto one = overview(topic)) found.push_back(*std::move(one));
  }
  return found;
}

std::optional<Overview> Bridge::overview(const std::string& topic) {
  if (Front* const front = find(topic)) return front->overview();
  if (const RelayFront* const relayed = find_relayed(topic)) return relayed->overview();
  if (!left_alone_.contains(topic)) return std::nullopt;
  Overview alone;
  alone.topic = topic;
  alone.module = "Tasmota";
  alone.answering = Answering::itself;
  alone.condition.online = foreign_online_.contains(topic);
  return alone;
}

std::optional<Known> Bridge::known(const std::string& topic) {
  if (Front* const front = find(topic)) return front->known();
  if (RelayFront* const relayed = find_relayed(topic)) return relayed->known();
  return left_alone_.contains(topic) ? std::optional<Known>(Known{}) : std::nullopt;
}

Taken Bridge::command(std::string_view topic, std::string_view last_level, std::string_view payload,
                      const Channel& channel) {
  if (Front* const front = find(topic)) {
    front->command(tasmota::parse_command_word(last_level), payload, channel);
  } else if (RelayFront* const relayed = find_relayed(topic)) {
    if (relayed->answers_for_itself()) return Taken::answers_for_itself;
    relayed->command(last_level, payload, channel);
  } else if (topic == self_.topic()) {
    self_.command(tasmota::parse_command_word(last_level), payload, channel);
  } else {
    return left_alone_.contains(std::string(topic)) ? Taken::answers_for_itself : Taken::unknown;
  }
  return Taken::yes;
}

void Bridge::set_watched(bool watched) {
  watched_ = watched;
  for (const auto& [topic, front] : fronts_) front->set_watched(watched);
}

std::vector<std::pair<std::string, std::string>> Bridge::standing(const std::string& topic) {
  tasmota::Messages messages;
  if (Front* const front = find(topic)) messages = front->standing();
  if (RelayFront* const relayed = find_relayed(topic)) messages = relayed->standing();
  std::vector<std::pair<std::string, std::string>> said;
  for (tasmota::Message& message : messages) {
    said.emplace_back(publisher_.house().full_topic.build(message.prefix, topic, message.level),
                      std::move(message.payload));
  }
  return said;
}

}  // namespace presad::bridge
