#include "store/memory.h"

#include <utility>

namespace presad::store {

const Facts& Memory::facts(std::string_view topic) const {
  static const Facts none;
  const auto found = facts_.find(topic);
  return found == facts_.end() ? none : found->second;
}

std::vector<std::string> Memory::topics() const {
  std::vector<std::string> topics;
  topics.reserve(facts_.size());
  for (const auto& [topic, facts] : facts_) topics.push_back(topic);
  return topics;
}

void Memory::put(std::string_view topic, std::string_view name, std::string_view value) {
  std::unique_lock lock(mutex_);
  auto of_topic = facts_.find(topic);
  if (of_topic == facts_.end()) of_topic = facts_.try_emplace(std::string(topic)).first;
  const auto found = of_topic->second.find(name);
  if (found == of_topic->second.end()) {
    of_topic->second.emplace(name, value);
  } else {
    found->second = value;
  }
  if (!all_wanted_) waiting_.put(topic, name, value);
  note_change(lock);
}

void Memory::erase(std::string_view topic, std::string_view name) {
  std::unique_lock lock(mutex_);
  const auto of_topic = facts_.find(topic);
  if (of_topic == facts_.end()) return;
  const auto found = of_topic->second.find(name);
  if (found == of_topic->second.end()) return;
  of_topic->second.erase(found);
  if (!all_wanted_) waiting_.erase(topic, name);
  note_change(lock);
}

void Memory::forget(std::string_view topic) {
  std::unique_lock lock(mutex_);
  const auto found = facts_.find(topic);
  if (found == facts_.end()) return;
  facts_.erase(found);
  if (!all_wanted_) waiting_.forget(topic);
  note_change(lock);
}

void Memory::note_change(std::unique_lock<std::mutex>& lock) {
  const bool first = waiting_.since == never;
  if (first) waiting_.since = SystemClock().now();
  lock.unlock();  // else the writer would wake only to wait for it
  if (first) for_writer_.notify_one();
}

bool Memory::end_within(Duration limit) {
  std::unique_lock lock(mutex_);
  ending_ = true;
  for_writer_.notify_one();
  const bool ended = for_loop_.wait_for(lock, limit, [this] { return ended_; });
  if (!ended) {
    on_health_ = {};
    on_alive_ = {};
  }
  return ended;
}

void Memory::ask_writer() {
  const std::scoped_lock lock(mutex_);
  asked_ = true;
  for_writer_.notify_one();
}

bool Memory::wait(Timestamp deadline, bool for_changes) {
  std::unique_lock lock(mutex_);
  const auto something = [this, for_changes] {
    return asked_ || ending_ || (for_changes && (all_wanted_ || !waiting_.empty()));
  };
  if (deadline == never) {
    for_writer_.wait(lock, something);
  } else {
    for_writer_.wait_until(lock, deadline, something);
  }
  if (std::exchange(asked_, false) && on_alive_) on_alive_();
  return ending_;
}

bool Memory::gather(Duration limit) {
  std::unique_lock lock(mutex_);
  for_writer_.wait_for(lock, limit, [this] { return ending_; });
  return ending_;
}

Changes Memory::take() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(all_wanted_, false)) return std::exchange(waiting_, {});
  Changes all = changes_to(facts_);
  all.instead_of_all = complete_;
  all.since = std::exchange(waiting_.since, never);
  return all;
}

void Memory::want_all() {
  const std::scoped_lock lock(mutex_);
  all_wanted_ = true;
  waiting_ = {};
}

void Memory::tell(const Health& health) {
  const std::scoped_lock lock(mutex_);
  if (on_health_) on_health_(health);
}

void Memory::ended() {
  const std::scoped_lock lock(mutex_);
  ended_ = true;
  for_loop_.notify_one();
}

}  // namespace presad::store
