// The sockets of this process that a library made and does not show.

#pragma once

#include <cstdint>

namespace presad::mqtt {

/// Switches Nagle's algorithm off on every TCP connection of this process to `peer_port`. Without it the second of two
/// small publishes (RESULT, then POWER) waits 40 ms for the broker's delayed acknowledgement. Any thread.
/// Returns how many connections there were.
int set_tcp_nodelay_towards(std::uint16_t peer_port) noexcept;

/// Whether this process has a TCP connection from `local_port`. Any thread.
bool has_connection_from(std::uint16_t local_port) noexcept;

}  // namespace presad::mqtt
