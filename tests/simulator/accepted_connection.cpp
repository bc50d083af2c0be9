#include "simulator/accepted_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "simulator/packet_filter.h"

namespace presad::simulator {

AcceptedConnection::AcceptedConnection(loop::EventLoop& loop, int descriptor, ConnectionId id,
                                       ConnectionListener& listener)
    : descriptor_(descriptor), id_(id), listener_(listener) {
  const int one = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  watch_.start(loop, descriptor_, loop::Ready::read | loop::Ready::write,
               Delegate<void(loop::Ready)>::to<&AcceptedConnection::on_ready>(this));
}

void AcceptedConnection::write(ByteView piece) {
  if (!open() || unsent_.size() + piece.size() > max_queued_bytes) return;
  append(unsent_, piece);
  flush();
}

void AcceptedConnection::flush() {
  while (open() && !unsent_.empty()) {
    const ssize_t sent = ::send(descriptor_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return;  // EAGAIN: later; anything else shows when reading
    unsent_.erase(unsent_.begin(), unsent_.begin() + sent);
  }
}

void AcceptedConnection::on_ready(loop::Ready ready) {
  if (has(ready, loop::Ready::write)) flush();
  if (has(ready, loop::Ready::read)) read_all();
}

void AcceptedConnection::read_all() {
  std::array<std::uint8_t, 4096> buffer;
  while (open()) {
    const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (size > 0) {
      listener_.on_bytes(id_, ByteView(buffer.data(), static_cast<std::size_t>(size)));
    } else if (size < 0 && errno == EINTR) {
      continue;
    } else if (size < 0 && errno == EAGAIN) {
      return;
    } else {
      close(false);
      listener_.on_closed(id_);
    }
  }
}

void AcceptedConnection::close(bool reset) noexcept {
  if (!open()) return;
  watch_.stop();
  if (reset) {
    const linger at_once = {1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  ::close(std::exchange(descriptor_, -1));
}

void AcceptedConnection::dark() noexcept {
  if (open()) drop_all_packets(descriptor_);
}

void AcceptedConnection::light() noexcept {
  if (open()) pass_all_packets(descriptor_);
}

}  // namespace presad::simulator
