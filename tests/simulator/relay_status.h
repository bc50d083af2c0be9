// The words for what a plug's relays do when its power returns. Pure.
//
// Written down here once more, apart from the daemon's own list, so that a mistake in one of them shows.
// Source: lib/families/tuya/PROTOCOL.md, 15, datapoint 38.

#pragma once

#include <array>
#include <span>
#include <string_view>

namespace presad::simulator {

/// One firmware's words.
struct RelayStatusWords {
  std::string_view off;
  std::string_view on;
  std::string_view memory;  ///< where they were
};

/// Every vocabulary that is known.
inline constexpr std::array<RelayStatusWords, 3> relay_status_vocabularies = {
    {{"off", "on", "memory"}, {"power_off", "power_on", "last"}, {"0", "1", "2"}}};

/// The vocabulary that has `word`; nullptr: none.
constexpr const RelayStatusWords* find_relay_status_words(std::string_view word) noexcept {
  for (const RelayStatusWords& each : relay_status_vocabularies) {
    if (word == each.off || word == each.on || word == each.memory) return &each;
  }
  return nullptr;
}

}  // namespace presad::simulator
