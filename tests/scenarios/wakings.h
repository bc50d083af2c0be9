// The states a plug may wake up in, one row each: what presad-sim is told, and what a person would see of such a plug.
// Pure. Source: lib/families/tuya/PROTOCOL.md, 13 and 14.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace presad::scenario {

/// When it says where its relays are.
enum class Says : std::uint8_t {
  when_asked,      ///< by a query
  read_by_nulls,   ///< by a read by nulls; a query is refused
  when_refreshed,  ///< the same, once it was asked to measure
  once_switched,   ///< by whomever
  once_set,        ///< by presad; its button does not wake it
  once_pressed,    ///< until then it does nothing that it is told
  after_a_while,   ///< until then it answers and does nothing
  unasked,         ///< only what changes, never an answer
  nothing,         ///< nobody gets in
};

inline constexpr unsigned for_ever = 99;

struct Waking {
  const char* faults;  ///< of the simulator, with blanks between
  Says says = Says::when_asked;
  unsigned ignored_sets = 0;  ///< the first ones, acknowledged and not carried out
  /// Where it strikes a session that was well, that one lives on.
  bool session_survives = true;
};

inline constexpr std::array wakings = {
    Waking{""},
    Waking{"undefined-relay", Says::once_switched},
    Waking{"data-unvalid=refresh", Says::when_refreshed},
    Waking{"data-unvalid=set", Says::read_by_nulls},
    Waking{"data-unvalid=ever", Says::read_by_nulls},
    Waking{"mute=refresh", Says::when_refreshed, 0, false},
    Waking{"mute=set", Says::once_set, 0, false},
    Waking{"mute=press", Says::once_pressed, for_ever, false},
    Waking{"slow=60s", Says::after_a_while, 0, false},
    Waking{"no-answer=query", Says::unasked, 0, false},
    Waking{"refuse", Says::nothing, for_ever, false},
    Waking{"cloud-locked", Says::nothing, for_ever, false},
    Waking{"ack-only", Says::when_asked, for_ever},
    Waking{"ack-only=once", Says::when_asked, 1},
    Waking{"stale-meter"},
    Waking{"data-unvalid=refresh undefined-relay", Says::once_switched},
    Waking{"data-unvalid=refresh refresh-drops", Says::when_refreshed, 0, false},
    Waking{"mute=refresh silent-refresh", Says::when_refreshed, 0, false},
    Waking{"ack-only=once undefined-relay", Says::once_switched, 1},
    Waking{"undefined-relay refresh-crashes", Says::once_switched},
    Waking{"undefined-relay refresh-drops", Says::once_switched, 0, false},
};

/// Calls `set` with each fault of the row.
template <class Set>
void for_each_fault(const Waking& waking, Set set) {
  std::string_view left = waking.faults;
  while (!left.empty()) {
    const std::size_t blank = left.find(' ');
    set(left.substr(0, blank));
    left.remove_prefix(blank == std::string_view::npos ? left.size() : blank + 1);
  }
}

}  // namespace presad::scenario
