#include "simulator/cover_motion.h"

#include <algorithm>
#include <cstdlib>

namespace presad::simulator {

void CoverMotion::start(std::int64_t target, Duration travel, Timestamp now) {
  from_ = position(now);
  target_ = target;
  travel_ = travel;
  started_ = now;
  moving_ = true;
}

void CoverMotion::halt(Timestamp now) { place(position(now)); }

void CoverMotion::place(std::int64_t position) {
  from_ = position;
  target_ = position;
  moving_ = false;
}

std::int64_t CoverMotion::position(Timestamp now) const {
  if (!moving_) return from_;
  const double share = std::chrono::duration<double>(now - started_) / std::chrono::duration<double>(travel_);
  const auto way = static_cast<std::int64_t>(std::clamp(share, 0.0, 1.0) * 100);
  const std::int64_t gone = std::min(way, std::abs(target_ - from_));
  return target_ > from_ ? from_ + gone : from_ - gone;
}

}  // namespace presad::simulator
