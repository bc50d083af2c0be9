// Secrets that can be used but never printed. Pure.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace presad {

/// Overwrites memory in a way that the compiler may not leave out.
void wipe(void* memory, std::size_t size) noexcept;

/// A key of exactly N bytes. No operator<<, no conversion to text; wiped when it dies.
template <std::size_t N>
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::span<const std::uint8_t, N> bytes) { std::copy(bytes.begin(), bytes.end(), bytes_.begin()); }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { wipe(bytes_.data(), N); }

  ByteView bytes() const noexcept { return bytes_; }

  friend bool operator==(const Secret&, const Secret&) = default;

 private:
  std::array<std::uint8_t, N> bytes_{};
};

/// A password. Wiped when it dies or changes; copied and never moved, because what a moved-from string still holds in
/// its own bytes could no longer be told. `reveal()` is for the one line that hands it to a library.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) : text_(text) {}
  SecretText(const SecretText&) = default;
  SecretText& operator=(const SecretText& other) {
    if (this != &other) {
      wipe(text_.data(), text_.size());
      text_ = other.text_;
    }
    return *this;
  }
  ~SecretText() { wipe(text_.data(), text_.size()); }

  const std::string& reveal() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

  friend bool operator==(const SecretText&, const SecretText&) = default;

 private:
  std::string text_;
};

}  // namespace presad
