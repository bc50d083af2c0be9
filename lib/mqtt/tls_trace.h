// How far Paho's TLS handshake came, overheard in its trace.
//
// Paho itself answers "TCP/TLS connect failure" to everything, and the error handler of its C++ ssl_options must not
// be used: in 1.2.0 it is called on an object that died when connect() returned.

#pragma once

#include <string_view>

#include "mqtt/connect_failure.h"

namespace presad::mqtt {

/// Starts listening anew. Process-wide, as Paho's trace is: one TLS attempt at a time is told apart. Any thread.
void listen_to_tls_trace();

/// Ends it: a connection at work would trace every packet. Gives how far the handshake came. Any thread.
TlsStage end_of_tls_trace();

/// What `line` of the trace says of the stage, given `before`. Pure.
TlsStage tls_stage_after(std::string_view line, TlsStage before) noexcept;

}  // namespace presad::mqtt
