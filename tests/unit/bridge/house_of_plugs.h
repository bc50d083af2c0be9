// A bridge between a broker and devices in memory, on a real loop.

#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.h"
#include "bridge/bridge.h"
#include "support/fake_broker.h"
#include "support/fake_device.h"
#include "support/fake_store.h"
#include "support/run_loop.h"
#include "tasmota/fallback_topic.h"

namespace presad::testing {

using Lines = std::vector<std::string>;

class HouseOfPlugs {
 public:
  /// `kept`: what an earlier house remembered.
  explicit HouseOfPlugs(std::shared_ptr<FakeStore> kept = std::make_shared<FakeStore>(),
                        tasmota::Discovery discovery = tasmota::Discovery::tasmota)
      : store(std::move(kept)),
        broker(settings()),
        bridge(loop, broker, *store, random, house(discovery), "presad", reload_delegate()) {
    bridge.start();
  }

  FakeDevice& add(const std::string& topic, const std::string& hardware_id = "84E3427A1B2C", std::size_t relays = 1,
                  PowerOn power_on = PowerOn::device) {
    auto device = std::make_unique<FakeDevice>(loop, topic, hardware_id, relays);
    FakeDevice& added = *device;
    bridge.add(std::move(device), {topic, {power_on, false}});
    return added;
  }

  /// A plug that is online while the broker is there; all that was said so far is forgotten.
  FakeDevice& add_online(const std::string& topic, const std::string& hardware_id = "84E3427A1B2C",
                         std::vector<Power> relays = {Power::off}) {
    FakeDevice& device = add(topic, hardware_id, relays.size());
    broker.come();
    device.come_online(std::move(relays));
    settle(device);
    broker.take_sent();
    return device;
  }

  /// Lets `device` tell what it has to.
  void settle(const FakeDevice& device) {
    if (!run_until(loop, [&] { return device.told_all(); })) throw std::runtime_error("the device never told");
  }

  void command(const std::string& topic_and_word, const std::string& payload = {}) {
    broker.publish_as_other("cmnd/" + topic_and_word, payload);
  }

  /// What was said since the last call: "stat/plug/POWER ON", " (retained)" behind the topic where it is so.
  Lines said() {
    Lines lines;
    for (const FakeBroker::Sent& sent : broker.take_sent()) {
      lines.push_back(sent.topic + (sent.retain ? " (retained) " : " ") + sent.payload);
    }
    return lines;
  }

  Lines said_by(const FakeDevice& device) {
    settle(device);
    return said();
  }

  loop::EventLoop loop;
  std::shared_ptr<FakeStore> store;
  SeededRandom random{1};
  FakeBroker broker;
  std::function<Result<bool>()> on_reload = [] { return Result<bool>(true); };
  bridge::Bridge bridge;

 private:
  static mqtt::BrokerSettings settings() {
    mqtt::BrokerSettings settings;
    settings.subscriptions = {"cmnd/+/#", "tele/+/LWT", "homeassistant/status"};
    settings.will_topic = "tele/presad/LWT";
    settings.will_payload = "Offline";
    return settings;
  }

  static tasmota::House house(tasmota::Discovery discovery) {
    tasmota::House house;
    house.discovery = discovery;
    house.version = "0.1.0";
    house.restart_reason = "Power On";
    return house;
  }

  Result<bool> reload() { return on_reload(); }
  Delegate<Result<bool>()> reload_delegate() { return Delegate<Result<bool>()>::to<&HouseOfPlugs::reload>(this); }
};

}  // namespace presad::testing
