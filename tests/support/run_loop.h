// Turns a real EventLoop until a condition holds, with a limit: no test sleeps.

#pragma once

#include <systemd/sd-event.h>

#include <chrono>

#include "loop/event_loop.h"

namespace presad::testing {

/// How long a test waits for what should happen at once; generous for sanitizers on a busy machine.
inline constexpr std::chrono::seconds patience{20};

/// True as soon as `condition()` holds; false when `limit` passed without.
template <class Condition>
bool run_until(loop::EventLoop& loop, Condition condition, std::chrono::milliseconds limit = patience) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    constexpr std::uint64_t longest_wait_us = 10'000;  // conditions outside the loop are looked at again
    if (sd_event_run(loop.handle(), longest_wait_us) < 0) return false;
  }
  return true;
}

/// Turns the loop for `span`: for showing that something does not happen. What is ready by then has its turn, however
/// long the test itself was held up.
inline void run_for(loop::EventLoop& loop, std::chrono::milliseconds span) {
  run_until(loop, [] { return false; }, span);
  constexpr int without_end = 1000;
  for (int turn = 0; turn < without_end && sd_event_run(loop.handle(), 0) > 0; ++turn) continue;
}

}  // namespace presad::testing
