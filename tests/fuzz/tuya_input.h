// What the Tuya targets read off the front of their input: a selector and a key. make_seeds writes them the same way.

#pragma once

#include "families/tuya/message.h"
#include "families/tuya/version.h"
#include "fuzz/input.h"

namespace presad::fuzz {

/// Low three bits: version; the fourth: the reading end is the device.
struct Selector {
  tuya::Version version;
  tuya::Role reader;
};

inline Selector take_selector(Input& input) noexcept {
  const std::uint8_t byte = input.byte();
  return {static_cast<tuya::Version>((byte & 7U) % 5), (byte & 8U) != 0 ? tuya::Role::device : tuya::Role::client};
}

inline tuya::Role other(tuya::Role role) noexcept {
  return role == tuya::Role::client ? tuya::Role::device : tuya::Role::client;
}

inline tuya::Key take_key(Input& input) {
  std::array<std::uint8_t, 16> bytes{};
  const ByteView taken = input.take(bytes.size());
  std::copy(taken.begin(), taken.end(), bytes.begin());
  return tuya::Key(std::span<const std::uint8_t, 16>(bytes));
}

}  // namespace presad::fuzz
