// Bytes as they come from a socket, a file or a cipher. Pure.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace presad {

using Bytes = std::vector<std::uint8_t>;         ///< owned
using ByteView = std::span<const std::uint8_t>;  ///< borrowed; never outlives what it looks at

/// The bytes of `text`, borrowed.
inline ByteView as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// `bytes` seen as text, borrowed; may hold anything, also NULs and broken UTF-8.
inline std::string_view as_text(ByteView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes to_bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

inline void append(Bytes& target, ByteView more) { target.insert(target.end(), more.begin(), more.end()); }

}  // namespace presad
