// What Paho's threads put into the inbox for the loop.

#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "loop/inbox.h"
#include "mqtt/broker.h"

namespace presad::mqtt {

struct BrokerEvent {
  enum class Kind : unsigned char {
    message,    ///< the only kind that a full inbox may drop
    connected,  ///< the subscriptions are on their way
    failed,     ///< an attempt to connect; the connection knows why
    lost,
    told_to_go,            ///< a DISCONNECT of the broker's (MQTT 5), with `code`; Paho tells no `lost` after it
    subscription_refused,  ///< of the filter `received.topic`, with `code`
    own_presence_granted,  ///< what ask_own_presence() asked; the message follows
  };

  Kind kind = Kind::message;
  std::uint64_t connection = 0;  ///< whose: events of one that is given up already are ignored
  int code = 0;
  Received received;
  Timestamp at{};  ///< of own_presence_granted and of what is retained: when Paho had it
};

using BrokerInbox = loop::Inbox<BrokerEvent>;

}  // namespace presad::mqtt
