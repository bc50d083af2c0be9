// A value of which most owners never need a copy of their own. Pure.

#pragma once

#include <memory>

namespace presad {

/// Reads as a T made by default, and takes no memory, until it is changed. Copies are copies.
template <typename T>
class Rarely {
 public:
  Rarely() = default;
  ~Rarely() = default;
  Rarely(const Rarely& other) : own_(other.own_ ? std::make_unique<T>(*other.own_) : nullptr) {}
  Rarely(Rarely&&) noexcept = default;
  Rarely& operator=(Rarely other) noexcept {
    own_ = std::move(other.own_);
    return *this;
  }

  const T& operator*() const noexcept {
    static const T untouched{};
    return own_ ? *own_ : untouched;
  }
  const T* operator->() const noexcept { return &**this; }

  /// To change it; valid as long as this.
  T& own() {
    if (!own_) own_ = std::make_unique<T>();
    return *own_;
  }

  friend bool operator==(const Rarely& left, const Rarely& right) { return *left == *right; }

 private:
  std::unique_ptr<T> own_;  ///< nothing: as made by default
};

}  // namespace presad
