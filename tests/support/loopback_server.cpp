#include "support/loopback_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <random>
#include <stdexcept>
#include <utility>

namespace presad::testing {

namespace {

/// Bound to `port` of 127.0.0.1, 0: to any; negative when that is taken.
int bound_socket(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

LoopbackPeer::LoopbackPeer(LoopbackPeer&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)) {}

LoopbackPeer& LoopbackPeer::operator=(LoopbackPeer&& other) noexcept {
  close();
  descriptor_ = std::exchange(other.descriptor_, -1);
  received_ = std::move(other.received_);
  return *this;
}

std::size_t LoopbackPeer::send(ByteView bytes) const {
  const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

bool LoopbackPeer::receive(std::size_t limit) {
  char chunk[64 * 1024];
  while (limit > 0) {
    const ssize_t size = ::recv(descriptor_, chunk, std::min(limit, sizeof chunk), MSG_DONTWAIT);
    if (size == 0) return true;
    if (size < 0) return errno != EAGAIN;
    received_.append(chunk, static_cast<std::size_t>(size));
    limit -= static_cast<std::size_t>(size);
  }
  return false;
}

void LoopbackPeer::finish_sending() const { ::shutdown(descriptor_, SHUT_WR); }

void LoopbackPeer::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void LoopbackPeer::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

LoopbackServer::LoopbackServer(int backlog) : descriptor_(bound_socket(0)) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (descriptor_ < 0 || ::listen(descriptor_, backlog) != 0 ||
      ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port on 127.0.0.1 for the test");
  }
  port_ = ntohs(address.sin_port);
}

LoopbackServer::~LoopbackServer() { ::close(descriptor_); }

LoopbackPeer LoopbackServer::accept() const {
  return LoopbackPeer(::accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

std::uint16_t free_port() {
  // Below those that the kernel gives to connections (ip_local_port_range), so that none of another test's takes it
  // before it is used, or while a broker that will be back there is away.
  constexpr unsigned lowest = 20'000;
  constexpr unsigned count = 12'000;
  std::random_device chance;
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const auto port = static_cast<std::uint16_t>(lowest + chance() % count);
    const int descriptor = bound_socket(port);
    if (descriptor < 0) continue;
    ::close(descriptor);
    return port;
  }
  throw std::runtime_error("no free port on 127.0.0.1 for the test");
}

}  // namespace presad::testing
