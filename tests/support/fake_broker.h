// A Broker in memory: no sockets, no threads, no time. It keeps the promises of tests/contract/broker_test.cpp.
//
// The test plays the other side: come() and go() are the broker's own coming and going, publish_as_other() is
// somebody else on it. Nothing is told from inside the calls of the one under test.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mqtt/broker.h"
#include "mqtt/outbox.h"

namespace presad::testing {

/// Whether `topic` matches `filter` (MQTT 5, 4.7).
bool matches(std::string_view filter, std::string_view topic);

class FakeBroker final : public mqtt::Broker {
 public:
  /// What reached the broker, in order.
  struct Sent {
    std::string topic;
    std::string payload;
    bool retain = false;
    std::optional<std::string> correlation_data{};  ///< of respond()

    friend bool operator==(const Sent&, const Sent&) = default;
  };

  explicit FakeBroker(mqtt::BrokerSettings settings = {}) : settings_(std::move(settings)) {}

  void start(mqtt::BrokerListener& listener) override { listener_ = &listener; }
  bool connected() const noexcept override { return connected_; }
  void publish(std::string_view topic, std::string_view payload, bool retain) override;
  bool busy() const noexcept override { return busy_; }
  void respond(std::string_view topic, std::string_view payload, ByteView correlation_data) override;
  void stop() override;

  /// The broker is there: connects, tells, delivers what is retained, takes what was kept.
  void come();
  void be_busy(bool busy) { busy_ = busy; }
  void go(const std::string& cause = "connection lost");

  /// Somebody else publishes; delivered at once if subscribed. Also while presad is away.
  void publish_as_other(const std::string& topic, const std::string& payload, bool retain = false);

  /// Delivers `message` as it is, whatever the subscriptions.
  void deliver(const mqtt::Received& message) { listener_->on_message(message); }

  const std::vector<Sent>& sent() const noexcept { return sent_; }
  std::vector<Sent> take_sent() { return std::exchange(sent_, {}); }

  /// The last payload sent on `topic`.
  std::optional<std::string> last_on(std::string_view topic) const;
  /// What is stored on the broker for `topic`.
  std::optional<std::string> retained_on(const std::string& topic) const;

  bool stopped() const noexcept { return stopped_; }

 private:
  struct Retained {
    std::string payload;
    bool own = false;
  };

  void take_in(Sent message);
  bool subscribed(std::string_view topic) const;

  mqtt::BrokerSettings settings_;
  mqtt::BrokerListener* listener_ = nullptr;
  bool connected_ = false;
  bool busy_ = false;
  bool stopped_ = false;
  mqtt::Outbox outbox_;
  std::vector<Sent> sent_;
  std::map<std::string, Retained> retained_;
};

}  // namespace presad::testing
