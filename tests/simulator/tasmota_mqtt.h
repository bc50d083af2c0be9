// A simulated Tasmota device's own way to the broker: MQTT 3.1.1 at QoS 0, as its firmware speaks it. Loop thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "net/tcp_stream.h"

namespace presad::simulator {

/// Whom it tells.
class TasmotaMqttListener {
 public:
  virtual void on_joining() = 0;  ///< accepted by the broker: Online goes out next, the subscriptions right behind
  virtual void on_subscribed() = 0;
  virtual void on_message(const std::string& topic, const std::string& payload) = 0;
  virtual void on_lost(const std::string& why) = 0;

 protected:
  ~TasmotaMqttListener() = default;
};

class TasmotaMqtt final : private net::StreamListener {
 public:
  TasmotaMqtt(loop::EventLoop& loop, TasmotaMqttListener& listener) : listener_(listener), stream_(loop, *this) {}

  struct Login {
    std::string client_id;
    std::string username;  ///< empty: none, and no password either
    std::string password;
  };

  /// Connects, says Online on `presence`, subscribes `filters`.
  void join(const std::string& address, std::uint16_t port, Login login, const std::string& presence,
            std::vector<std::string> filters);

  /// As when its power goes: no DISCONNECT, so that the broker publishes its will.
  void vanish() noexcept;

  bool joined() const noexcept { return accepted_; }
  void publish(std::string_view topic, std::string_view payload, bool retain);

 private:
  void on_connected() override;
  void on_bytes(ByteView received) override;
  void on_closed(const Error& why) override;
  void on_packet(std::uint8_t kind, ByteView body);
  void send(std::uint8_t kind, const Bytes& body);

  TasmotaMqttListener& listener_;
  net::TcpStream stream_;
  Login login_;
  std::string presence_;
  std::vector<std::string> filters_;
  Bytes received_;
  bool accepted_ = false;
};

}  // namespace presad::simulator
