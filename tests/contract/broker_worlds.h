// The worlds in which every Broker must keep the same promises: one in memory, and mosquitto on both MQTT versions.

#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "mqtt/paho_broker.h"
#include "support/fake_broker.h"
#include "support/mosquitto.h"
#include "support/mqtt_probe.h"
#include "support/old_broker.h"
#include "support/run_loop.h"

namespace presad::testing {

/// Notes what a Broker tells.
struct Told final : mqtt::BrokerListener {
  void on_connected() override {
    ++connected;
    if (when_connected) when_connected();
  }
  void on_disconnected(const std::string& cause) override { lost.push_back(cause); }
  void on_message(const mqtt::Received& message) override {
    messages.push_back(message);
    if (when_message) when_message(message);
  }

  /// The last message on `topic`, or nullptr.
  const mqtt::Received* on(const std::string& topic) const {
    for (auto one = messages.rbegin(); one != messages.rend(); ++one) {
      if (one->topic == topic) return &*one;
    }
    return nullptr;
  }

  int connected = 0;
  std::vector<std::string> lost;
  std::vector<mqtt::Received> messages;
  std::function<void()> when_connected;
  std::function<void(const mqtt::Received&)> when_message;
};

inline mqtt::BrokerSettings test_settings(std::uint16_t port = 0) {
  mqtt::BrokerSettings settings;
  settings.host = "127.0.0.1";
  settings.port = port;
  settings.client_id = "presad-contract";
  settings.instance = "contract";
  settings.will_topic = "tele/presad/LWT";
  settings.will_payload = "Offline";
  settings.subscriptions = {"cmnd/#", "tele/+/LWT"};
  return settings;
}

/// FakeBroker, played from both sides.
class FakeWorld {
 public:
  mqtt::Broker& broker() { return broker_; }
  bool until(const std::function<bool()>& condition) { return condition(); }
  void a_while() {}
  void subscribed() {}

  void broker_comes() { broker_.come(); }
  void broker_goes() {
    broker_.take_sent();  // seen() is about one stay, as the probe's is
    broker_.go();
  }
  void other_publishes(const std::string& topic, const std::string& payload, bool retain = false) {
    broker_.publish_as_other(topic, payload, retain);
  }
  std::size_t seen() { return broker_.sent().size(); }
  std::string seen_in_order() {
    std::string all;
    for (const auto& one : broker_.sent()) all += one.topic + '=' + one.payload + ' ';
    return all;
  }
  std::optional<std::string> retained_on(const std::string& topic) { return broker_.retained_on(topic); }

 private:
  FakeBroker broker_{test_settings()};
};

/// PahoBroker and a real mosquitto.
class PahoWorld {
 public:
  mqtt::Broker& broker() { return *broker_; }
  loop::EventLoop& loop() { return loop_; }
  Mosquitto& mosquitto() { return mosquitto_; }
  bool until(const std::function<bool()>& condition) { return run_until(loop_, condition); }
  void a_while() { run_for(loop_, std::chrono::milliseconds(100)); }
  /// Whoever hears presad can be sure to be heard by it: the subscriptions went ahead of all that it says.
  void subscribed() {
    broker_->publish("ready", "", false);
    REQUIRE(until([&] { return probe_->count("ready") == 1; }));
  }

  /// The loop stands still meanwhile: whatever presad sends on return, the probe is there to see it.
  void broker_comes() {
    if (probe_) return;
    mosquitto_.start();
    probe_.emplace(mosquitto_.port());
  }
  void broker_goes() {
    probe_.reset();
    mosquitto_.kill();
  }
  void other_publishes(const std::string& topic, const std::string& payload, bool retain = false) {
    probe_->publish(topic, payload, retain);
  }
  /// What presad published: the probe hears itself, too, but tests let it speak on topics of its own.
  std::size_t seen() {
    std::size_t count = 0;
    for (const auto& one : probe_->received()) count += is_presads(one.topic) ? 1 : 0;
    return count;
  }
  std::string seen_in_order() {
    std::string all;
    for (const auto& one : probe_->received()) {
      if (is_presads(one.topic)) all += one.topic + '=' + one.payload + ' ';
    }
    return all;
  }
  std::optional<std::string> retained_on(const std::string& topic) {
    MqttProbe late(mosquitto_.port(), topic);
    late.publish(topic, "after what is retained");
    REQUIRE(until([&] { return late.last_on(topic) == "after what is retained"; }));
    const auto& first = late.received().front();
    return first.retained ? std::optional(first.payload) : std::nullopt;
  }

 protected:
  explicit PahoWorld(std::optional<OldBroker::Manner> manner) {
    if (manner) old_.emplace(mosquitto_.port(), *manner);
    broker_.emplace(loop_, random_, test_settings(old_ ? old_->port() : mosquitto_.port()));
    broker_goes();
  }

 private:
  static bool is_presads(const std::string& topic) {
    return topic.starts_with("stat/") || topic.starts_with("tele/presad");
  }

  loop::EventLoop loop_;
  SystemRandom random_;
  Mosquitto mosquitto_;
  std::optional<OldBroker> old_;
  std::optional<mqtt::PahoBroker> broker_;
  std::optional<MqttProbe> probe_;
};

struct Mqtt5World final : PahoWorld {
  Mqtt5World() : PahoWorld(std::nullopt) {}
};

struct Mqtt311World final : PahoWorld {
  Mqtt311World() : PahoWorld(OldBroker::Manner::answers_in_3_1_1) {}
};

}  // namespace presad::testing

TYPE_TO_STRING_AS("in memory", presad::testing::FakeWorld);
TYPE_TO_STRING_AS("Paho, MQTT 5", presad::testing::Mqtt5World);
TYPE_TO_STRING_AS("Paho, MQTT 3.1.1", presad::testing::Mqtt311World);
