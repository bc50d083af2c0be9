// The fuzzer's bytes, taken from the front piece by piece; and a promise that ends the run when broken.

#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/bytes.h"

namespace presad::fuzz {

class Input {
 public:
  Input(const std::uint8_t* bytes, std::size_t size) : left_(bytes, size) {}

  std::uint8_t byte() noexcept {
    const ByteView taken = take(1);
    return taken.empty() ? std::uint8_t{0} : taken.front();
  }
  /// At most `count` bytes.
  ByteView take(std::size_t count) noexcept {
    const ByteView taken = left_.first(std::min(count, left_.size()));
    left_ = left_.subspan(taken.size());
    return taken;
  }
  ByteView rest() noexcept { return take(left_.size()); }
  bool empty() const noexcept { return left_.empty(); }

 private:
  ByteView left_;
};

/// Never compiled out.
inline void promise(bool kept, const char* what) noexcept {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

}  // namespace presad::fuzz
