// Paho has no option for this and hides its descriptor; /proc/self/fd with getpeername and getsockname find it.

#include "mqtt/own_sockets.h"

#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>

namespace presad::mqtt {

namespace {

using AddressOf = int(int, sockaddr*, socklen_t*);

/// The port at the end that `address_of` tells (getpeername or getsockname) when `descriptor` is a connected IP socket,
/// else 0.
std::uint16_t port_of(int descriptor, AddressOf& address_of) noexcept {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (address_of(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family != AF_INET && address.ss_family != AF_INET6) return 0;
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);  // sin6_port stands at the same place
}

/// Gives each descriptor of this process to `take`.
template <typename Take>
void for_each_descriptor(Take take) noexcept {
  DIR* directory = ::opendir("/proc/self/fd");
  if (directory == nullptr) return;
  // readdir() is safe here: no other thread uses this DIR.
  while (const dirent* entry = ::readdir(directory)) {  // NOLINT(concurrency-mt-unsafe)
    int descriptor = -1;
    const char* end = entry->d_name + std::strlen(entry->d_name);
    if (std::from_chars(entry->d_name, end, descriptor).ptr == end) take(descriptor);
  }
  ::closedir(directory);
}

}  // namespace

int set_tcp_nodelay_towards(std::uint16_t peer_port) noexcept {
  int found = 0;
  for_each_descriptor([peer_port, &found](int descriptor) {
    if (port_of(descriptor, ::getpeername) != peer_port) return;
    const int on = 1;
    if (::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0) ++found;
  });
  return found;
}

bool has_connection_from(std::uint16_t local_port) noexcept {
  bool found = false;
  for_each_descriptor([local_port, &found](int descriptor) {
    if (port_of(descriptor, ::getpeername) != 0 && port_of(descriptor, ::getsockname) == local_port) found = true;
  });
  return found;
}

}  // namespace presad::mqtt
