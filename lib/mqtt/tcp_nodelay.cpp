// Paho has no option for this and hides its descriptor; /proc/self/fd and getpeername find it.

#include "mqtt/tcp_nodelay.h"

#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>

namespace presad::mqtt {

namespace {

/// The peer's port when `descriptor` is a connected IP socket, else 0.
std::uint16_t peer_port_of(int descriptor) noexcept {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return 0;
  if (peer.ss_family != AF_INET && peer.ss_family != AF_INET6) return 0;
  return ntohs(reinterpret_cast<const sockaddr_in*>(&peer)->sin_port);  // sin6_port stands at the same place
}

}  // namespace

int set_tcp_nodelay_towards(std::uint16_t peer_port) noexcept {
  DIR* directory = ::opendir("/proc/self/fd");
  if (directory == nullptr) return 0;
  int found = 0;
  // readdir() is safe here: no other thread uses this DIR.
  while (const dirent* entry = ::readdir(directory)) {  // NOLINT(concurrency-mt-unsafe)
    int descriptor = -1;
    const char* end = entry->d_name + std::strlen(entry->d_name);
    if (std::from_chars(entry->d_name, end, descriptor).ptr != end || peer_port_of(descriptor) != peer_port) continue;
    const int on = 1;
    if (::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0) ++found;
  }
  ::closedir(directory);
  return found;
}

}  // namespace presad::mqtt
