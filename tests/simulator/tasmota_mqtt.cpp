#include "simulator/tasmota_mqtt.h"

#include <utility>

#include "base/result.h"

namespace presad::simulator {

namespace {

// MQTT 3.1.1, 2.2 and 3.
constexpr std::uint8_t connect_packet = 0x10;
constexpr std::uint8_t connack_packet = 0x20;
constexpr std::uint8_t publish_packet = 0x30;
constexpr std::uint8_t subscribe_packet = 0x82;
constexpr std::uint8_t suback_packet = 0x90;

void append_text(Bytes& bytes, std::string_view text) {
  bytes.push_back(static_cast<std::uint8_t>(text.size() >> 8U));
  bytes.push_back(static_cast<std::uint8_t>(text.size() & 0xFFU));
  bytes.insert(bytes.end(), text.begin(), text.end());
}

}  // namespace

void TasmotaMqtt::join(const std::string& address, std::uint16_t port, Login login, const std::string& presence,
                       std::vector<std::string> filters) {
  vanish();
  login_ = std::move(login);
  presence_ = presence;
  filters_ = std::move(filters);
  stream_.connect(address, port);
}

void TasmotaMqtt::vanish() noexcept {
  stream_.close();
  received_.clear();
  accepted_ = false;
}

void TasmotaMqtt::publish(std::string_view topic, std::string_view payload, bool retain) {
  if (!accepted_) return;
  Bytes body;
  append_text(body, topic);
  body.insert(body.end(), payload.begin(), payload.end());
  send(static_cast<std::uint8_t>(publish_packet | (retain ? 1U : 0U)), body);
}

void TasmotaMqtt::on_connected() {
  Bytes body;
  append_text(body, "MQTT");
  body.push_back(4);  // 3.1.1
  // Clean session; a will, QoS 1, retained; a login.
  body.push_back(login_.username.empty() ? 0x2E : 0xEE);
  body.push_back(0);
  body.push_back(0);  // no keep-alive: only its own end ends it
  append_text(body, login_.client_id);
  append_text(body, presence_);
  append_text(body, "Offline");
  if (!login_.username.empty()) {
    append_text(body, login_.username);
    append_text(body, login_.password);
  }
  send(connect_packet, body);
}

void TasmotaMqtt::on_bytes(ByteView received) {
  received_.insert(received_.end(), received.begin(), received.end());
  while (received_.size() >= 2) {
    std::size_t size = 0;
    std::size_t head = 1;
    unsigned shift = 0;
    for (; head < received_.size() && head < 5; ++head, shift += 7) {
      size |= static_cast<std::size_t>(received_[head] & 0x7FU) << shift;
      if ((received_[head] & 0x80U) == 0) break;
    }
    if (++head + size > received_.size()) return;
    const std::uint8_t kind = received_.front();
    const auto start = received_.begin() + static_cast<std::ptrdiff_t>(head);
    const Bytes body(start, start + static_cast<std::ptrdiff_t>(size));
    received_.erase(received_.begin(), start + static_cast<std::ptrdiff_t>(size));
    on_packet(kind, body);
  }
}

void TasmotaMqtt::on_packet(std::uint8_t kind, ByteView body) {
  if (kind == connack_packet && body.size() == 2 && body[1] != 0) {
    vanish();
    listener_.on_lost("refused, code " + std::to_string(body[1]));
  } else if (kind == connack_packet) {
    accepted_ = true;
    listener_.on_joining();
    Bytes wanted = {0, 1};
    for (const std::string& filter : filters_) {
      append_text(wanted, filter);
      wanted.push_back(0);
    }
    send(subscribe_packet, wanted);
  } else if (kind == suback_packet) {
    listener_.on_subscribed();
  } else if ((kind & 0xF0U) == publish_packet && body.size() >= 2) {
    const std::size_t size = (static_cast<std::size_t>(body[0]) << 8U) + body[1];
    if (size + 2 > body.size()) return;
    const std::string text(body.begin() + 2, body.end());
    listener_.on_message(text.substr(0, size), text.substr(size));
  }
}

void TasmotaMqtt::on_closed(const Error& why) {
  vanish();
  listener_.on_lost(why.what);
}

void TasmotaMqtt::send(std::uint8_t kind, const Bytes& body) {
  Bytes packet = {kind};
  std::size_t size = body.size();
  do {
    const auto digit = static_cast<std::uint8_t>(size & 0x7FU);
    size >>= 7U;
    packet.push_back(static_cast<std::uint8_t>(digit | (size != 0 ? 0x80U : 0U)));
  } while (size != 0);
  packet.insert(packet.end(), body.begin(), body.end());
  stream_.write(packet);
}

}  // namespace presad::simulator
