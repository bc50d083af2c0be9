// What the disk does not have yet, the latest word per fact. Pure.
//
// Bounded by the facts that there are, not by how often they change: a relay that is switched a thousand times while
// the disk is busy waits here once.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "device/facts.h"

namespace presad::store {

/// Facts of every topic.
using FactsByTopic = std::map<std::string, Facts, std::less<>>;

struct TopicChanges {
  bool forgotten = false;  ///< all that the disk has of the topic goes first
  std::map<std::string, std::optional<std::string>, std::less<>> facts;  ///< nothing: erased
};

struct Changes {
  Timestamp since = never;      ///< when the oldest of them came up
  bool instead_of_all = false;  ///< all that the disk has goes first
  std::map<std::string, TopicChanges, std::less<>> topics;

  bool empty() const noexcept { return !instead_of_all && topics.empty(); }

  void put(std::string_view topic, std::string_view name, std::string_view value);
  void erase(std::string_view topic, std::string_view name);
  void forget(std::string_view topic);
};

/// Writes all of `facts`; what else the disk may have stays.
Changes changes_to(const FactsByTopic& facts);

}  // namespace presad::store
