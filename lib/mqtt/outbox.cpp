#include "mqtt/outbox.h"

#include <iterator>
#include <utility>

namespace presad::mqtt {

void Outbox::put(Outgoing message) {
  forget(message.topic);
  if (order_.size() >= most_topics) {
    ++dropped_;
    return;
  }
  order_.push_back(std::move(message));
  const auto place = std::prev(order_.end());
  places_.emplace(place->topic, place);
}

void Outbox::forget(std::string_view topic) {
  const auto found = places_.find(topic);
  if (found == places_.end()) return;
  const auto place = found->second;
  places_.erase(found);  // before the text that its key looks at
  order_.erase(place);
}

std::optional<Outgoing> Outbox::take() {
  if (order_.empty()) return std::nullopt;
  places_.erase(order_.front().topic);
  std::optional<Outgoing> taken(std::move(order_.front()));
  order_.pop_front();
  return taken;
}

}  // namespace presad::mqtt
