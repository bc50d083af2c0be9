#include "store/changes.h"

namespace presad::store {

namespace {

TopicChanges& of_topic(Changes& changes, std::string_view topic) {
  const auto found = changes.topics.find(topic);
  return found != changes.topics.end() ? found->second : changes.topics[std::string(topic)];
}

void set(Changes& changes, std::string_view topic, std::string_view name, std::optional<std::string> value) {
  auto& facts = of_topic(changes, topic).facts;
  const auto found = facts.find(name);
  if (found != facts.end()) {
    found->second = std::move(value);
  } else {
    facts.emplace(name, std::move(value));
  }
}

}  // namespace

void Changes::put(std::string_view topic, std::string_view name, std::string_view value) {
  set(*this, topic, name, std::string(value));
}

void Changes::erase(std::string_view topic, std::string_view name) { set(*this, topic, name, std::nullopt); }

void Changes::forget(std::string_view topic) {
  TopicChanges& changes = of_topic(*this, topic);
  changes.forgotten = true;
  changes.facts.clear();
}

Changes changes_to(const FactsByTopic& facts) {
  Changes changes;
  for (const auto& [topic, facts_of_topic] : facts) {
    auto& values = changes.topics[topic].facts;
    for (const auto& [name, value] : facts_of_topic) values.emplace_hint(values.end(), name, value);
  }
  return changes;
}

}  // namespace presad::store
