// Whether the kernel itself keeps this process on the local network (systemd's IPAddressDeny=). Asked, not believed.

#pragma once

#include <cstdint>
#include <string_view>

namespace presad::net {

enum class Fence : std::uint8_t {
  up,       ///< the kernel refuses what is not local
  down,     ///< it would let it pass
  unknown,  ///< cannot be told here
};

/// Tries to send an empty datagram to 203.0.113.7 (TEST-NET-3, RFC 5737) out of the loopback interface, where nobody
/// has that address, with a TTL of 1: no packet leaves the machine either way. The filter that a cgroup has is asked
/// for every packet, whatever its interface, and answers EPERM at once. Linux 5.7 or newer, else `unknown`.
Fence probe_fence() noexcept;

/// "up", "down", "unknown".
std::string_view name(Fence fence) noexcept;

}  // namespace presad::net
