// Somebody else on the broker: a small MQTT 3.1.1 client of our own making, so that what presad says is judged by
// another program than Paho. QoS 0, nothing blocks but connecting.
//
// Source: OASIS MQTT 3.1.1, sections 3.1 to 3.9.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace presad::testing {

class MqttProbe {
 public:
  struct Message {
    std::string topic;
    std::string payload;
    bool retained = false;

    friend bool operator==(const Message&, const Message&) = default;
  };

  /// Connects to 127.0.0.1 and subscribes to `filter`; back when the broker has confirmed both. Throws
  /// std::runtime_error.
  explicit MqttProbe(std::uint16_t port, const std::string& filter = "#");
  ~MqttProbe();
  MqttProbe(const MqttProbe&) = delete;
  MqttProbe& operator=(const MqttProbe&) = delete;

  void publish(std::string_view topic, std::string_view payload, bool retain = false);

  /// Takes in what has come; all that ever came, in order.
  const std::vector<Message>& received();

  /// How often `topic` came, and its last payload.
  std::size_t count(std::string_view topic);
  std::optional<std::string> last_on(std::string_view topic);
  void forget() { received_.clear(); }

 private:
  void send_packet(std::uint8_t head, const std::string& body) const;
  bool read_packet();
  void take_in(std::uint8_t head, std::string_view body);
  void wait_for(std::uint8_t kind);

  int descriptor_ = -1;
  std::string unread_;
  std::size_t taken_ = 0;  ///< of unread_: cut off now and then, not at every packet
  std::string kinds_;      ///< of the packets that came, for wait_for()
  std::vector<Message> received_;
};

}  // namespace presad::testing
