// Where a command came from, and so where its answers go. Pure.

#pragma once

#include <string>

#include "base/bytes.h"

namespace presad::bridge {

struct Channel {
  std::string fallback;        ///< hardware id when it came on the fallback topic; empty: the device's own topic
  std::string response_topic;  ///< of an MQTT 5 request; empty: none
  Bytes correlation_data;
  bool to_group = false;  ///< it came on the group topic
};

}  // namespace presad::bridge
