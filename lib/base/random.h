// Where randomness comes from. The system's own in the daemon, a counted one in tests.

#pragma once

#include <cstdint>
#include <span>

namespace presad {

class RandomSource {
 public:
  /// Fills `target`; good enough for nonces and IVs.
  virtual void fill(std::span<std::uint8_t> target) = 0;

  /// Evenly spread over [0, 1).
  double unit();

 protected:
  ~RandomSource() = default;
};

/// getrandom(2), read in blocks so that a frame's IV costs no system call of its own.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> target) override;

 private:
  std::uint8_t pool_[512] = {};
  std::size_t left_ = 0;
};

/// For tests: a fixed sequence from a seed, the same on every machine. Not for secrets.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> target) override;

 private:
  std::uint64_t state_;
};

}  // namespace presad
