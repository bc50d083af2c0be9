// What may be a fact: the bounds of its three texts. Pure.
//
// One rule for both ways: whatever put() takes is believed when it comes back from the disk, and nothing else is.

#pragma once

#include <cstddef>
#include <string_view>

namespace presad::store {

inline constexpr std::size_t longest_topic = 256;
inline constexpr std::size_t longest_name = 64;
inline constexpr std::size_t longest_value = 4096;  ///< an energy account is the longest there is, some hundred bytes
inline constexpr std::size_t most_facts_per_topic = 64;

/// Of a whole file, in memory: far more than the facts of 10,000 devices, and little enough for a small machine.
inline constexpr std::size_t most_bytes = std::size_t{64} << 20U;
/// What a fact takes besides its texts: the nodes of two maps.
inline constexpr std::size_t bytes_beside_texts = 128;

/// Nothing when the three texts may be a fact, else why not, without a subject: "its value holds …".
std::string_view refusal(std::string_view topic, std::string_view name, std::string_view value);

}  // namespace presad::store
