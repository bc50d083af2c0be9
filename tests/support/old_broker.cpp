#include "support/old_broker.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

namespace presad::testing {

namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

bool pass(int from, int to) {
  std::array<char, 16 * 1024> chunk{};
  const ssize_t size = ::recv(from, chunk.data(), chunk.size(), 0);
  if (size <= 0) return false;
  return ::send(to, chunk.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
}

}  // namespace

OldBroker::OldBroker(std::uint16_t target, Manner manner) : target_(target), manner_(manner) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
  ::listen(listener_, 8);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  wake_ = ::eventfd(0, EFD_CLOEXEC);
  thread_ = std::thread([this] { run(); });
}

OldBroker::~OldBroker() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
  thread_.join();
  for (const Pair& pair : pairs_) {
    ::close(pair.client);
    if (pair.broker >= 0) ::close(pair.broker);
  }
  ::close(listener_);
  ::close(wake_);
}

void OldBroker::run() {
  for (;;) {
    std::vector<pollfd> watched{{wake_, POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const Pair& pair : pairs_) {
      watched.push_back({pair.client, POLLIN, 0});
      watched.push_back({pair.broker, POLLIN, 0});  // negative: skipped
    }
    ::poll(watched.data(), watched.size(), -1);
    if (watched[0].revents != 0) return;
    std::vector<Pair> kept;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (serve(pairs_[i], watched[2 + 2 * i].revents != 0, watched[3 + 2 * i].revents != 0)) {
        kept.push_back(pairs_[i]);
        continue;
      }
      ::close(pairs_[i].client);
      if (pairs_[i].broker >= 0) ::close(pairs_[i].broker);
    }
    pairs_ = kept;
    if (watched[1].revents != 0) pairs_.push_back({::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC), -1});
  }
}

bool OldBroker::serve(Pair& pair, bool client_ready, bool broker_ready) {
  if (client_ready && pair.broker < 0) return look_at_connect(pair);
  if (client_ready && !pass(pair.client, pair.broker)) return false;
  return !broker_ready || pass(pair.broker, pair.client);
}

/// The level stands behind the protocol's name (3.1.2.2).
bool OldBroker::look_at_connect(Pair& pair) {
  std::array<char, 1024> chunk{};
  const ssize_t size = ::recv(pair.client, chunk.data(), chunk.size(), 0);
  if (size <= 0) return false;
  const std::string_view packet(chunk.data(), static_cast<std::size_t>(size));
  const auto name = packet.find("MQTT");
  if (name == std::string_view::npos || name + 4 >= packet.size()) return false;
  if (packet[name + 4] == 5) {
    ++of_5_;
    const std::string answer = manner_ == Manner::answers_in_3_1_1 ? std::string("\x20\x02\x00\x01", 4)
                               : manner_ == Manner::answers_in_5   ? std::string("\x20\x03\x00\x84\x00", 5)
                                                                   : std::string();
    ::send(pair.client, answer.data(), answer.size(), MSG_NOSIGNAL);
    return false;
  }
  ++of_4_;
  pair.broker = connect_to(target_);
  return ::send(pair.broker, packet.data(), packet.size(), MSG_NOSIGNAL) == size;
}

}  // namespace presad::testing
