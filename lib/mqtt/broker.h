// The broker as the rest of the house knows it: one connection, subscribe, publish, will.
// PahoBroker is the real one, tests/support/fake_broker.h the other; both keep tests/contract's promises.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/secret.h"

namespace presad::mqtt {

struct BrokerSettings {
  std::string host = "localhost";
  std::uint16_t port = 1883;
  bool tls = false;     ///< mqtts://
  std::string ca_file;  ///< empty: the system's
  std::string cert_file;
  std::string key_file;
  std::string username;
  SecretText password;
  std::string client_id;   ///< unique on the broker
  std::string instance;    ///< value of the user property `presad` on all that we publish
  std::string will_topic;  ///< QoS 1, retained
  std::string will_payload;
  std::vector<std::string> subscriptions;  ///< topic filters that never overlap; QoS 0, noLocal

  friend bool operator==(const BrokerSettings&, const BrokerSettings&) = default;
};

/// A message as it came from the broker.
struct Received {
  std::string topic;
  std::string payload;                        ///< cut at max_payload_size + 1 bytes
  bool retained = false;                      ///< stored on the broker before we subscribed
  bool own = false;                           ///< carries our own instance mark (MQTT 5 only)
  std::optional<std::string> response_topic;  ///< MQTT 5
  Bytes correlation_data;                     ///< MQTT 5
};

/// Longer incoming payloads are cut one byte beyond, so that the receiver can tell. Tasmota itself drops 1200 and more.
inline constexpr std::size_t max_payload_size = 4096;

/// Whom the broker tells; on the loop thread.
class BrokerListener {
 public:
  virtual void on_connected() = 0;                             ///< subscribed anew; publish what must be known
  virtual void on_disconnected(const std::string& cause) = 0;  ///< on change only; retried by itself
  virtual void on_message(const Received& message) = 0;

 protected:
  ~BrokerListener() = default;
};

class Broker {
 public:
  virtual ~Broker() = default;

  /// Starts connecting and goes on until destroyed. Called once.
  virtual void start(BrokerListener& listener) = 0;

  virtual bool connected() const noexcept = 0;

  /// Sends at QoS 0. While not connected only the latest payload of each topic is kept, and sent on
  /// return in the order in which the topics were last written, after on_connected() has run.
  virtual void publish(std::string_view topic, std::string_view payload, bool retain) = 0;

  /// So much waits to leave that who has much to say and no hurry should wait.
  virtual bool busy() const noexcept = 0;

  /// Publishes an answer to an MQTT 5 request: not kept while away.
  virtual void respond(std::string_view topic, std::string_view payload, ByteView correlation_data) = 0;

  /// Before an orderly end: sends what is pending and disconnects, waiting at most a second.
  virtual void stop() = 0;
};

}  // namespace presad::mqtt
