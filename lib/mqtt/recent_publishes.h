// What presad itself published a moment ago: how an echo is told from somebody else's message on MQTT 3.1.1,
// which has neither noLocal nor user properties. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace presad::mqtt {

class RecentPublishes {
 public:
  static constexpr Duration remembered_for = std::chrono::seconds(5);
  static constexpr std::size_t most_remembered = 10'000;  ///< then the oldest go first

  void note(std::string_view topic, std::string_view payload, Timestamp now);

  /// True once for each note() of the same topic and payload that is not too old: each publish has one echo.
  bool take(std::string_view topic, std::string_view payload, Timestamp now);

  std::size_t size() const noexcept { return in_order_.size(); }

 private:
  struct Note {
    std::uint64_t print;
    Timestamp when;
  };

  using InOrder = std::list<Note>;

  void forget_old(Timestamp now);
  void forget_oldest();

  InOrder in_order_;  ///< oldest first
  std::unordered_multimap<std::uint64_t, InOrder::iterator> by_print_;
};

}  // namespace presad::mqtt
