#include "simulator/tcp_listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "simulator/packet_filter.h"

namespace presad::simulator {

Result<bool> TcpListener::open(const std::string& address, std::uint16_t port) {
  close();
  sockaddr_in local{};
  local.sin_family = AF_INET;
  local.sin_port = htons(port);
  if (::inet_pton(AF_INET, address.c_str(), &local.sin_addr) != 1) {
    return fail(ErrorKind::unreachable, address + " is not an IPv4 address");
  }
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int one = 1;
  socklen_t size = sizeof local;
  if (descriptor < 0 || ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
      ::bind(descriptor, reinterpret_cast<const sockaddr*>(&local), size) != 0 ||
      ::listen(descriptor, SOMAXCONN) != 0 ||
      ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&local), &size) != 0) {
    const int number = errno;
    if (descriptor >= 0) ::close(descriptor);
    return fail(ErrorKind::unreachable, "cannot listen on " + address + " port " + std::to_string(port) + ": " +
                                            std::generic_category().message(number));
  }
  descriptor_ = descriptor;
  port_ = ntohs(local.sin_port);
  watch_.start(loop_, descriptor_, loop::Ready::read, Delegate<void(loop::Ready)>::to<&TcpListener::on_ready>(this));
  return true;
}

void TcpListener::close() noexcept {
  if (descriptor_ < 0) return;
  watch_.stop();
  ::close(std::exchange(descriptor_, -1));
}

void TcpListener::dark() noexcept {
  if (descriptor_ >= 0) drop_all_packets(descriptor_);
}

void TcpListener::on_ready(loop::Ready /*ready*/) {
  while (descriptor_ >= 0) {
    const int accepted = ::accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted >= 0) {
      listener_.on_accepted(accepted);
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return;  // EAGAIN, or out of descriptors: the next client wakes us again
    }
  }
}

}  // namespace presad::simulator
