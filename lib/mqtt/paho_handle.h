// Paho's C handles that never reach a broker, behind paho_wakeup.h and paho_life.h.
//
// They are made once and never destroyed: with the last handle Paho stops its threads and waits for them, a second and
// more at every shutdown and every change of the broker.

#pragma once

#include <MQTTAsync.h>

#include <string>

namespace presad::mqtt {

/// Null without memory. Holds one unsent message at most, the latest.
MQTTAsync make_handle(const std::string& uri, const char* client_id) noexcept;

/// Of a port of 127.0.0.1 that is ours for the life of the process, and refuses.
std::string make_refusing_uri();

}  // namespace presad::mqtt
