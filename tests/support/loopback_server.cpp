#include "support/loopback_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace presad::testing {

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

LoopbackServer::LoopbackServer(int backlog) {
  descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::listen(descriptor_, backlog) != 0 ||
      ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port on 127.0.0.1 for the test");
  }
  port_ = ntohs(address.sin_port);
}

LoopbackServer::~LoopbackServer() { ::close(descriptor_); }

LoopbackPeer LoopbackServer::accept() const {
  return LoopbackPeer(::accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

std::uint16_t free_port() { return LoopbackServer().port(); }

}  // namespace presad::testing
