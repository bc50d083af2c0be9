#include "mqtt/paho_door.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <utility>

#include "mqtt/own_sockets.h"
#include "mqtt/paho_handle.h"

namespace presad::mqtt {

namespace {

// MQTT 3.1.1, 3.2 and 3.13.
constexpr std::array<std::uint8_t, 4> connack{0x20, 0x02, 0x00, 0x00};
constexpr std::array<std::uint8_t, 2> pingresp{0xD0, 0x00};

template <std::size_t size>
bool send_to(int descriptor, const std::array<std::uint8_t, size>& packet) noexcept {
  const ssize_t sent = ::send(descriptor, packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  return sent == static_cast<ssize_t>(packet.size()) || (sent < 0 && errno == EAGAIN);
}

}  // namespace

void PahoDoor::open() noexcept {
  if (handle_ != nullptr) return;
  listener_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  constexpr int backlog = 4;
  if (::bind(listener_.number(), generic, size) != 0 || ::listen(listener_.number(), backlog) != 0) return;
  if (::getsockname(listener_.number(), generic, &size) != 0) return;
  handle_ = make_handle("tcp://127.0.0.1:" + std::to_string(ntohs(address.sin_port)), "presad-door");
  dial();
}

void PahoDoor::dial() noexcept {
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.keepAliveInterval = 0;
  options.MQTTVersion = MQTTVERSION_3_1_1;
  if (handle_ != nullptr) MQTTAsync_connect(handle_, &options);
}

void PahoDoor::knock() noexcept {
  if (!connection_.open()) answer();
  if (!connection_.open() || send_to(connection_.number(), pingresp)) return;
  connection_.close();
  dial();
}

void PahoDoor::answer() noexcept {
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  Descriptor caller(
      ::accept4(listener_.number(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!caller.open()) return;  // it is still on its way
  if (has_connection_from(ntohs(peer.sin_port)) && send_to(caller.number(), connack)) {
    connection_ = std::move(caller);
  } else {
    dial();  // in case it was Paho's own, and given up meanwhile; Paho passes over the wish where it is not
  }
}

}  // namespace presad::mqtt
