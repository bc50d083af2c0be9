#include "cli/visiting.h"

#include <algorithm>
#include <chrono>

namespace presad::cli {

Duration patience_with(Trouble trouble) noexcept {
  const bool may_be_heard =
      trouble == Trouble::no_address || trouble == Trouble::unreachable || trouble == Trouble::connection_refused;
  return may_be_heard ? std::chrono::seconds(12) : std::chrono::seconds(3);
}

Timestamp give_up_at(Trouble trouble, Timestamp started, Timestamp now) noexcept {
  return std::min(now + patience_with(trouble), started + meeting_limit);
}

}  // namespace presad::cli
