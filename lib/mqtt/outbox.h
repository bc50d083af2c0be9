// What waits for the broker to come back: the latest payload of each topic, not the history. Pure.
//
// When to keep and when to send is PahoBroker's business.

#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace presad::mqtt {

/// A message on its way to the broker, QoS 0.
struct Outgoing {
  std::string topic;
  std::string payload;
  bool retain = false;

  friend bool operator==(const Outgoing&, const Outgoing&) = default;
};

class Outbox {
 public:
  /// Topics kept at most: a thousand devices with ten topics each. A further topic is dropped and counted;
  /// a newer payload for one that is kept always finds its place.
  static constexpr std::size_t most_topics = 10'000;

  /// Keeps `message` in place of what was kept for its topic, and as the last in order.
  void put(Outgoing message);

  /// Something newer went out for `topic`.
  void forget(std::string_view topic);

  /// Takes out the one whose topic was written longest ago.
  std::optional<Outgoing> take();

  bool empty() const noexcept { return order_.empty(); }
  std::size_t size() const noexcept { return order_.size(); }
  std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  using Order = std::list<Outgoing>;

  Order order_;                                                   ///< last written last
  std::unordered_map<std::string_view, Order::iterator> places_;  ///< keys live in order_
  std::uint64_t dropped_ = 0;
};

}  // namespace presad::mqtt
