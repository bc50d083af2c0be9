// A file descriptor with one owner.

#pragma once

#include <utility>

namespace presad {

/// An open descriptor, or none; closed with its owner. Whatever is negative is none: what open(2) gave goes in as it
/// is.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) noexcept : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);  // the one before is closed with `other`
    return *this;
  }

  int number() const noexcept { return number_; }
  bool open() const noexcept { return number_ >= 0; }
  void close() noexcept;

 private:
  int number_ = -1;
};

}  // namespace presad
