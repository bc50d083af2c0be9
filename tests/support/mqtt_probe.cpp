#include "support/mqtt_probe.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace presad::testing {

namespace {

constexpr std::uint8_t connect_packet = 0x10;
constexpr std::uint8_t connack_packet = 0x20;
constexpr std::uint8_t publish_packet = 0x30;
constexpr std::uint8_t subscribe_packet = 0x82;
constexpr std::uint8_t suback_packet = 0x90;

std::string with_length(std::string_view text) {
  return {std::string{static_cast<char>(text.size() >> 8), static_cast<char>(text.size())} + std::string(text)};
}

/// 2.2.3, remaining length.
std::string encode_length(std::size_t length) {
  std::string encoded;
  do {
    auto digit = static_cast<std::uint8_t>(length % 128);
    length /= 128;
    if (length > 0) digit |= 0x80;
    encoded += static_cast<char>(digit);
  } while (length > 0);
  return encoded;
}

}  // namespace

MqttProbe::MqttProbe(std::uint16_t port, const std::string& filter) {
  descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("the probe cannot connect");
  }
  // Level 4, clean session, no keep-alive, the broker chooses the id.
  send_packet(connect_packet, with_length("MQTT") + std::string("\x04\x02\x00\x00\x00\x00", 6));
  wait_for(connack_packet);
  send_packet(subscribe_packet, std::string("\x00\x01", 2) + with_length(filter) + '\0');
  wait_for(suback_packet);
}

MqttProbe::~MqttProbe() { ::close(descriptor_); }

void MqttProbe::publish(std::string_view topic, std::string_view payload, bool retain) {
  send_packet(static_cast<std::uint8_t>(publish_packet | (retain ? 1 : 0)), with_length(topic) + std::string(payload));
}

const std::vector<MqttProbe::Message>& MqttProbe::received() {
  while (read_packet()) {
  }
  return received_;
}

std::size_t MqttProbe::count(std::string_view topic) {
  const auto& all = received();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Message& one) { return one.topic == topic; }));
}

std::optional<std::string> MqttProbe::last_on(std::string_view topic) {
  const auto& all = received();
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Message& one) { return one.topic == topic; });
  if (found == all.rend()) return std::nullopt;
  return found->payload;
}

void MqttProbe::send_packet(std::uint8_t head, const std::string& body) const {
  const std::string packet = static_cast<char>(head) + encode_length(body.size()) + body;
  std::size_t sent = 0;
  while (sent < packet.size()) {
    const ssize_t size = ::send(descriptor_, packet.data() + sent, packet.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) throw std::runtime_error("the probe was disconnected");
    sent += static_cast<std::size_t>(size);
  }
}

/// Takes one whole packet off the socket; false when there is none.
bool MqttProbe::read_packet() {
  for (;;) {
    const std::string_view unread = std::string_view(unread_).substr(taken_);
    std::size_t position = 1;
    std::size_t length = 0;
    bool whole_length = false;
    for (std::size_t factor = 1; position < unread.size() && !whole_length; factor *= 128) {
      const auto digit = static_cast<std::uint8_t>(unread[position++]);
      length += (digit & 0x7FU) * factor;
      whole_length = (digit & 0x80U) == 0;
    }
    if (whole_length && unread.size() >= position + length) {
      take_in(static_cast<std::uint8_t>(unread[0]), unread.substr(position, length));
      taken_ += position + length;
      return true;
    }
    unread_.erase(0, std::exchange(taken_, 0));
    std::array<char, 64 * 1024> chunk{};
    const ssize_t size = ::recv(descriptor_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (size <= 0) return false;
    unread_.append(chunk.data(), static_cast<std::size_t>(size));
  }
}

void MqttProbe::take_in(std::uint8_t head, std::string_view body) {
  kinds_ += static_cast<char>(head & 0xF0U);
  if ((head & 0xF0U) != publish_packet) return;
  const std::size_t length =
      (static_cast<std::size_t>(static_cast<std::uint8_t>(body[0])) << 8) + static_cast<std::uint8_t>(body[1]);
  received_.push_back({std::string(body.substr(2, length)), std::string(body.substr(2 + length)), (head & 1U) != 0});
}

void MqttProbe::wait_for(std::uint8_t kind) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (kinds_.find(static_cast<char>(kind & 0xF0U)) == std::string::npos) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the broker does not answer the probe");
    pollfd readable{descriptor_, POLLIN, 0};
    ::poll(&readable, 1, 100);
    read_packet();
  }
}

}  // namespace presad::testing
