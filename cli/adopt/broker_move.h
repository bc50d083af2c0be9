// Sends a Tasmota device to its broker, and watches whether it arrives. Blocking.

#pragma once

#include <cstdint>
#include <string>

#include "cli/adopt/broker_order.h"
#include "cli/adopt/device_talk.h"

namespace presad::cli {

enum class Arrival : std::uint8_t {
  accepted,       ///< it has started anew with these settings, and says that a broker took it
  not_connected,  ///< it has the settings, and no broker took it within the limit
  not_taken,      ///< it answers, with other settings
  silent,         ///< it was told, and did not come back within the limit
  refused,        ///< it was not told, or declined
};

struct Move {
  Arrival arrival = Arrival::refused;
  std::string cause;  ///< for a person; empty when accepted
};

/// `before`: as it was read just now. Asks once a second, for `limit` at most.
Move move_to_broker(const DeviceDoor& door, const BrokerOrder& order, const tasmota_http::Traits& before,
                    Duration limit);

}  // namespace presad::cli
