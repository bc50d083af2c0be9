#include "base/backoff.h"

namespace presad {

Duration Backoff::next(RandomSource& random) {
  const Duration step = steps_[step_];
  if (step_ + 1 < steps_.size()) ++step_;
  const double factor = 1.0 - jitter_ + 2.0 * jitter_ * random.unit();
  return Duration(static_cast<Duration::rep>(static_cast<double>(step.count()) * factor));
}

}  // namespace presad
