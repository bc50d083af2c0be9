#include "mqtt/recent_publishes.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace presad::mqtt {

namespace {

/// Of topic and payload together. A chance meeting of two prints (1 in 2^64) would hide one message.
std::uint64_t print_of(std::string_view topic, std::string_view payload) {
  const std::hash<std::string_view> hash;
  return hash(topic) * 0x9E3779B97F4A7C15ULL + hash(payload);
}

}  // namespace

void RecentPublishes::note(std::string_view topic, std::string_view payload, Timestamp now) {
  forget_old(now);
  if (in_order_.size() >= most_remembered) forget_oldest();
  const std::uint64_t print = print_of(topic, payload);
  in_order_.push_back({print, now});
  by_print_.emplace(print, std::prev(in_order_.end()));
}

bool RecentPublishes::take(std::string_view topic, std::string_view payload, Timestamp now) {
  forget_old(now);
  const auto found = by_print_.find(print_of(topic, payload));
  if (found == by_print_.end()) return false;
  in_order_.erase(found->second);
  by_print_.erase(found);
  return true;
}

void RecentPublishes::forget_old(Timestamp now) {
  while (!in_order_.empty() && in_order_.front().when + remembered_for < now) forget_oldest();
}

void RecentPublishes::forget_oldest() {
  const auto oldest = in_order_.begin();
  const auto [first, last] = by_print_.equal_range(oldest->print);
  const auto place = std::find_if(first, last, [&](const auto& entry) { return entry.second == oldest; });
  if (place != last) by_print_.erase(place);
  in_order_.erase(oldest);
}

}  // namespace presad::mqtt
