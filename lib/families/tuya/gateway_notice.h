// What the link of a gateway tells the links of its sub-devices. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "families/tuya/conversation.h"

namespace presad::tuya {

/// There is a place on the gateway's session: the sub-device may ask.
struct Placed {
  std::string address;  ///< the gateway's
  Version version{};    ///< of the gateway's session
};

/// There is none any more, or none yet.
struct Displaced {
  Trouble trouble{};
  std::string cause;
};

/// What became of the request with this number.
struct Settled {
  std::uint32_t number = 0;
  RequestEnded ended;
};

using GatewayNotice = std::variant<Placed, Displaced, Reported, Settled>;

}  // namespace presad::tuya
