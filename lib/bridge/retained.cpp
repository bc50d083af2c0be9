#include "bridge/retained.h"

#include <algorithm>

#include "tasmota/discovery.h"

namespace presad::bridge {

namespace {

constexpr std::string_view fact = "retained";

bool contains(const std::vector<std::string>& topics, std::string_view topic) {
  return std::find(topics.begin(), topics.end(), topic) != topics.end();
}

}  // namespace

void Retained::note(std::string_view device, std::string_view topic) {
  std::vector<std::string> known = topics(device);
  if (contains(known, topic)) return;
  known.emplace_back(topic);
  remember(device, known);
}

void Retained::keep_only(std::string_view device, const std::vector<std::string>& wanted) {
  std::vector<std::string> kept;
  bool cleared = false;
  for (std::string& topic : topics(device)) {
    if (contains(wanted, topic)) {
      kept.push_back(std::move(topic));
    } else {
      publisher_.broker().publish(topic, "", true);
      cleared = true;
    }
  }
  if (cleared) remember(device, kept);
}

void Retained::clear(std::string_view device, bool answers_for_itself) {
  for (const std::string& topic : topics(device)) {
    if (!answers_for_itself || tasmota::is_presads_alone(topic)) publisher_.broker().publish(topic, "", true);
  }
  store_.erase(device, fact);
}

void Retained::leave_to_itself(std::string_view device) {
  std::vector<std::string> kept = topics(device);
  std::erase_if(kept, [](const std::string& topic) { return !tasmota::is_presads_alone(topic); });
  remember(device, kept);
}

std::vector<std::string> Retained::topics(std::string_view device) const {
  const Facts& facts = store_.facts(device);
  const auto found = facts.find(fact);
  std::vector<std::string> topics;
  if (found == facts.end()) return topics;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const std::string_view topic = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), topic.size() + 1));
    if (!topic.empty()) topics.emplace_back(topic);
  }
  return topics;
}

void Retained::remember(std::string_view device, const std::vector<std::string>& topics) {
  std::string text;
  for (const std::string& topic : topics) text.append(text.empty() ? "" : " ").append(topic);
  if (text.empty()) {
    store_.erase(device, fact);
  } else {
    store_.put(device, fact, text);
  }
}

}  // namespace presad::bridge
