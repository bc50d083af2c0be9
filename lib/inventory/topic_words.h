// Which words a device's topic, the group topic and full_topic may consist of. Pure.
// Source: MQTT 5, 4.7; Tasmota's rules for Topic, GroupTopic and FullTopic.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace presad {

/// Longest topic word, in bytes.
inline constexpr std::size_t max_topic_word = 64;

/// Whether `word` can be one level of a topic. Errors: `bad_config`, a sentence that begins with `what`.
Result<std::string> check_topic_word(std::string_view word, std::string_view what);

/// The same for a device: also none of the words that presad, Tasmota and the groups use themselves.
Result<std::string> check_device_topic(std::string_view word, std::string_view group_topic);

/// `text` with empty levels taken out and one / at its end. Errors: `bad_config`, unless both tokens stand in it
/// once, each as a level of its own.
Result<std::string> parse_full_topic(std::string_view text);

}  // namespace presad
