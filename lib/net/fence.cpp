#include "net/fence.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>

#include "base/descriptor.h"

namespace presad::net {

namespace {

constexpr std::uint32_t test_net_3 = 0xCB007107;  // 203.0.113.7
constexpr std::uint16_t discard_port = 9;

/// Without this the datagram would take the default route.
bool keep_inside(int descriptor) noexcept {
  constexpr char loopback[] = "lo";
  const int one_hop = 1;
  return ::setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, loopback, sizeof loopback) == 0 &&
         ::setsockopt(descriptor, IPPROTO_IP, IP_TTL, &one_hop, sizeof one_hop) == 0;
}

}  // namespace

Fence probe_fence() noexcept {
  const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.open()) return Fence::unknown;
  Fence fence = Fence::unknown;
  if (keep_inside(socket.number())) {
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(discard_port);
    target.sin_addr.s_addr = htonl(test_net_3);
    if (::sendto(socket.number(), "", 0, MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&target), sizeof target) ==
        0) {
      fence = Fence::down;
    } else if (errno == EPERM) {
      fence = Fence::up;
    }
  }
  return fence;
}

std::string_view name(Fence fence) noexcept {
  switch (fence) {
    case Fence::up:
      return "up";
    case Fence::down:
      return "down";
    case Fence::unknown:
      break;
  }
  return "unknown";
}

}  // namespace presad::net
