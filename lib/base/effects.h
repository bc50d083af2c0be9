// What an automaton wants done, as a value. Pure.
//
// Automata do no I/O: bytes and the time go in, Effects come out. Whoever applies them does so in
// one order: arm the deadline, write, tell, hang up. A listener may call straight back into the
// automaton; because the deadline was armed first, the newer one wins.

#pragma once

#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/short_bytes.h"

namespace presad {

template <class Event>
struct [[nodiscard]] Effects {
  Timestamp deadline = never;  ///< call on_deadline() then; early and late calls are harmless
  ShortBytes send;             ///< to be written as it is
  std::vector<Event> events;   ///< in the order in which they happened
  bool hang_up = false;        ///< close the connection after all else
};

}  // namespace presad
