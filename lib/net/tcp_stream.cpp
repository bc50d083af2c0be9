// The socket calls behind tcp_stream.h.

#include "net/tcp_stream.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/local_network.h"

namespace presad::net {

namespace {

constexpr std::size_t chunk_size = std::size_t{16} * 1024;
constexpr int most_chunks_per_turn = 16;  ///< then the others get their turn: one flood must not hold up the house

/// A peer that vanished without a word is noticed after 30 + 3 * 10 seconds even if nothing is ever sent.
constexpr int keepalive_idle_seconds = 30;
constexpr int keepalive_interval_seconds = 10;
constexpr int keepalive_probes = 3;

Error error_of(int number) {
  const auto kind = number == ECONNREFUSED                    ? ErrorKind::refused
                    : number == ECONNRESET || number == EPIPE ? ErrorKind::busy
                                                              : ErrorKind::unreachable;
  return {kind, std::generic_category().message(number)};
}

void set_option(int descriptor, int level, int option, int value) {
  ::setsockopt(descriptor, level, option, &value, sizeof value);  // failing costs latency, not correctness
}

Result<Descriptor> start_connecting(const addrinfo& target) {
  Descriptor socket(::socket(target.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.open()) return error_of(errno);
  set_option(socket.number(), IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(socket.number(), SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(socket.number(), IPPROTO_TCP, TCP_KEEPIDLE, keepalive_idle_seconds);
  set_option(socket.number(), IPPROTO_TCP, TCP_KEEPINTVL, keepalive_interval_seconds);
  set_option(socket.number(), IPPROTO_TCP, TCP_KEEPCNT, keepalive_probes);
  if (::connect(socket.number(), target.ai_addr, target.ai_addrlen) == 0 || errno == EINPROGRESS) return socket;
  return error_of(errno);
}

}  // namespace

void TcpStream::connect(const std::string& address, std::uint16_t port) {
  close();
  if (local_network().classify(address) == AddressKind::elsewhere) {
    fail_later({ErrorKind::unreachable, "not an address of the local network (allow_addresses)"});
    return;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;  // never asks a name server
  addrinfo* target = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &target) != 0) {
    fail_later({ErrorKind::unreachable, "not a numeric address"});
    return;
  }
  Result<Descriptor> socket = start_connecting(*target);
  ::freeaddrinfo(target);
  if (!socket) {
    fail_later(socket.error());
    return;
  }
  socket_ = *std::move(socket);
  connecting_ = true;
  watch_.start(loop_, socket_.number(), loop::Ready::read | loop::Ready::write,
               Delegate<void(loop::Ready)>::to<&TcpStream::on_ready>(this));
}

void TcpStream::write(ByteView bytes) {
  if (!open() || failed_) return;
  if (!connecting_ && unsent_.empty()) {
    const ssize_t sent = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
      failed_ = error_of(errno);  // told after what the peer still sent before it hung up
      later_.arm(loop_.now());
      return;
    }
    if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  if (unsent_.size() + bytes.size() > max_queued_bytes) {
    close();
    fail_later({ErrorKind::unreachable, "connected, but takes nothing of what is sent"});
    return;
  }
  append(unsent_, bytes);
}

void TcpStream::close() noexcept {
  if (gone_ != nullptr) *std::exchange(gone_, nullptr) = true;
  later_.disarm();
  failed_.reset();
  unsent_ = Bytes();
  connecting_ = false;
  watch_.stop();
  socket_.close();
}

std::uint16_t TcpStream::local_port() const noexcept {
  sockaddr_storage local{};
  socklen_t size = sizeof local;
  if (::getsockname(socket_.number(), reinterpret_cast<sockaddr*>(&local), &size) != 0) return 0;
  // sin6_port stands where sin_port does.
  return ntohs(reinterpret_cast<const sockaddr_in*>(&local)->sin_port);
}

void TcpStream::on_ready(loop::Ready ready) {
  bool gone = false;
  gone_ = &gone;
  if (connecting_) finish_connecting();
  if (!gone && !connecting_) flush();
  if (!gone && !connecting_ && loop::has(ready, loop::Ready::read)) {
    read_all(loop::has(ready, loop::Ready::closing));
  }
  if (!gone) gone_ = nullptr;
}

void TcpStream::finish_connecting() {
  int number = 0;
  socklen_t size = sizeof number;
  ::getsockopt(socket_.number(), SOL_SOCKET, SO_ERROR, &number, &size);
  if (number != 0) {
    end(error_of(number));
    return;
  }
  sockaddr_storage peer{};
  socklen_t peer_size = sizeof peer;
  if (::getpeername(socket_.number(), reinterpret_cast<sockaddr*>(&peer), &peer_size) != 0) return;  // not yet
  connecting_ = false;
  listener_.on_connected();
}

/// `to_the_end`: the end of the connection may stand behind the bytes, and is not told of again. Else less than was
/// asked for was all, and the next byte or the end is told anew.
void TcpStream::read_all(bool to_the_end) {
  const bool& gone = *gone_;                   // the caller's, which outlives this object
  std::array<std::uint8_t, chunk_size> chunk;  // on the stack: nothing is kept between two calls
  for (int turn = 0; turn < most_chunks_per_turn; ++turn) {
    const ssize_t size = ::recv(socket_.number(), chunk.data(), chunk.size(), 0);
    if (size > 0) {
      listener_.on_bytes(ByteView(chunk.data(), static_cast<std::size_t>(size)));
      if (gone || (!to_the_end && static_cast<std::size_t>(size) < chunk.size())) return;
    } else if (size == 0) {
      end({ErrorKind::busy, "closed by the other side"});
      return;
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      end(error_of(errno));
      return;
    }
  }
  later_.arm(loop_.now());  // edge-triggered: nobody would tell us of the rest
}

void TcpStream::flush() {
  while (!unsent_.empty()) {
    const ssize_t sent = ::send(socket_.number(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      unsent_.erase(unsent_.begin(), unsent_.begin() + sent);
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      failed_ = error_of(errno);
      later_.arm(loop_.now());
      return;
    }
  }
  unsent_ = Bytes();  // gives the memory back
}

void TcpStream::fail_later(Error why) {
  failed_ = std::move(why);
  later_.arm(loop_.now());
}

void TcpStream::on_later() {
  bool gone = false;
  gone_ = &gone;
  if (open() && !connecting_) read_all(true);
  if (!gone && failed_) end(*failed_);
  if (!gone) gone_ = nullptr;
}

// A copy, because close() forgets the original.
void TcpStream::end(Error why) {  // NOLINT(performance-unnecessary-value-param)
  close();
  listener_.on_closed(why);
}

}  // namespace presad::net
