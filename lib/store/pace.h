// How long the memory's writer waits for what. Pure.

#pragma once

#include <array>
#include <chrono>

#include "base/clock.h"

namespace presad::store {

struct Pace {
  /// From a put() to its transaction: what changes together is written together, and not while the answer that follows
  /// from it is on its way to the broker and wants the processor.
  Duration gather = std::chrono::milliseconds(2);

  /// From a put() to its sync: one fsync for all that came in between. With the fsync itself it stays within the second
  /// that a power cut may cost, on every disk that needs less than half a second for one.
  Duration sync_after = std::chrono::milliseconds(500);

  /// Pauses before the file is tried again; the last one repeats.
  std::array<Duration, 4> retries{std::chrono::seconds(1), std::chrono::seconds(5), std::chrono::seconds(15),
                                  std::chrono::seconds(60)};

  /// How long the end waits for a disk that does not answer.
  Duration longest_end = std::chrono::seconds(5);
};

}  // namespace presad::store
