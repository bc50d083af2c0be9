// How long to wait before trying again. Pure.

#pragma once

#include <cstddef>
#include <span>

#include "base/clock.h"
#include "base/random.h"

namespace presad {

/// A ladder of waits with jitter: each next() steps up, the last step repeats, reset() starts over.
class Backoff {
 public:
  /// `steps` is borrowed for the life of the Backoff (a constant table) and not empty.
  /// Each wait is its step times a random factor in [1 - jitter, 1 + jitter].
  explicit Backoff(std::span<const Duration> steps, double jitter = 0.2) : steps_(steps), jitter_(jitter) {}

  Duration next(RandomSource& random);
  void reset() noexcept { step_ = 0; }
  void jump_to_last() noexcept { step_ = steps_.size() - 1; }  ///< for what a quick retry cannot cure
  std::size_t step() const noexcept { return step_; }

 private:
  std::span<const Duration> steps_;
  double jitter_;
  std::size_t step_ = 0;
};

}  // namespace presad
