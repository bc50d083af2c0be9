// Bytes that mostly are few: up to 256 of them lie in the object itself, only more take memory. Pure.
//
// What automata send is handed on by value and mostly one frame; a heartbeat should not cost an allocation.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace presad {

class ShortBytes {
 public:
  static constexpr std::size_t most_without_memory = 256;

  const std::uint8_t* data() const noexcept { return more_.empty() ? few_.data() : more_.data(); }
  std::size_t size() const noexcept { return more_.empty() ? count_ : more_.size(); }
  bool empty() const noexcept { return size() == 0; }
  const std::uint8_t* begin() const noexcept { return data(); }
  const std::uint8_t* end() const noexcept { return data() + size(); }

  friend void append(ShortBytes& target, ByteView bytes) {
    if (target.more_.empty() && bytes.size() <= most_without_memory - target.count_) {
      std::copy(bytes.begin(), bytes.end(), target.few_.begin() + static_cast<std::ptrdiff_t>(target.count_));
      target.count_ += bytes.size();
      return;
    }
    if (target.more_.empty()) target.more_.assign(target.begin(), target.end());
    append(target.more_, bytes);
  }

  friend bool operator==(const ShortBytes& left, ByteView right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }

 private:
  std::array<std::uint8_t, most_without_memory> few_{};
  std::size_t count_ = 0;  ///< of few_; without meaning once there are more
  Bytes more_;             ///< all of them, once they are more
};

}  // namespace presad
