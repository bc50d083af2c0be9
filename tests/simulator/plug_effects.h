// What a plug model wants done, and what it tells: several connections at once, so Effects of its own. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "device/state.h"

namespace presad::simulator {

/// Names one connection; given by whoever accepts it, never 0, never reused.
using ConnectionId = std::uint32_t;

struct PlugEvent {
  enum class Kind : std::uint8_t {
    connected,     ///< a client has a slot
    rejected,      ///< a client found none
    negotiated,    ///< 3.4, 3.5: the session key stands
    disconnected,  ///< `text` says who ended it
    request,       ///< `text` is its kind: "query", "set", …
    undeciphered,  ///< a frame that does not fit: other key or version; `text` says what
    switched,      ///< `relay` moved to `power`; `text` is why: "client", "press", "countdown", "app", "power-up"
    power,         ///< `text`: "unplugged", "crashed" (by a refresh), "booting", "running"
    cloud,         ///< it has reached its cloud
    fault,         ///< `text`: faults now on
    key,           ///< the local key was replaced
  };
  Kind kind{};
  ConnectionId connection = 0;  ///< 0: none in particular
  unsigned relay = 0;           ///< from 1; 0: none
  Power power = Power::undefined;
  std::string text;

  friend bool operator==(const PlugEvent&, const PlugEvent&) = default;
};

/// "switched relay=1 power=on by=client": one line, for people and for scripts.
std::string render_event(const PlugEvent& event);

/// Applied in this order: arm the deadline, send, tell, close.
struct [[nodiscard]] PlugEffects {
  struct Piece {
    ConnectionId connection = 0;
    Bytes bytes;  ///< written by itself: a piece is never joined with the next one
  };
  struct Closing {
    ConnectionId connection = 0;
    bool reset = false;  ///< with RST instead of FIN
  };

  Timestamp deadline = never;  ///< call on_deadline() then; early and late calls are harmless
  std::vector<Piece> send;
  std::vector<PlugEvent> events;
  std::vector<Closing> close;  ///< no on_closed() is expected for these
};

}  // namespace presad::simulator
