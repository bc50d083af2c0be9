// Broker <-> devices: takes every command of the house to the front it is for. Knows no family. Loop thread.
//
// What a device says on the broker is front.h's business, what presad itself says daemon_front.h's.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/random.h"
#include "bridge/daemon_front.h"
#include "bridge/front.h"
#include "bridge/orphans.h"
#include "bridge/publisher.h"
#include "bridge/relay_front.h"
#include "device/device.h"
#include "mqtt/broker.h"
#include "store/store.h"

namespace presad::bridge {

class Bridge final : private mqtt::BrokerListener {
 public:
  /// `broker` is borrowed and not yet started. `own_topic`: "presad". `reload` as in DaemonFront.
  /// `store` and `random` outlive the bridge.
  Bridge(loop::EventLoop& loop, mqtt::Broker& broker, store::Store& store, RandomSource& random, tasmota::House house,
         std::string own_topic, Delegate<Result<bool>()> reload);

  /// Starts the broker's connection; devices may come before or after.
  void start();

  /// Takes in a device and starts it. Its topic is new to the house.
  void add(std::unique_ptr<Device> device, FrontSettings settings);

  /// The same for a device that may be on the broker itself.
  void add(std::unique_ptr<RelayedDevice> device, RelaySettings settings);

  /// Lets a device go. `for_good`: nothing retained stays on the broker; else another takes its place.
  void remove(const std::string& topic, bool for_good);

  void settle(const std::string& topic, FrontSettings settings);
  void settle_relayed(const std::string& topic, RelaySettings settings);

  /// A topic that is in the inventory but answered by its own device.
  void leave_alone(const std::string& topic) { left_alone_.insert(topic); }
  void forget_left_alone() { left_alone_.clear(); }

  /// Before the broker or the house changes, and at the end: Offline for all that presad answered for.
  void leave();

  /// After leave(): goes on with another broker or another house.
  void replace(mqtt::Broker& broker, tasmota::House house);

  Presence presence();

  /// `handler` is told when presence() or answered() may have changed. Bound once, before start().
  void on_presence(Delegate<void()> handler) { publisher_.on_presence(handler); }

  /// As DaemonFront::set_fence().
  void set_fence(std::string fence) { self_.set_fence(std::move(fence)); }

  /// The presence topics, in full, of all devices that presad answers for now.
  std::vector<std::string> answered() const;

 private:
  void on_connected() override;
  void on_disconnected(const std::string& cause) override;
  void on_message(const mqtt::Received& message) override;

  void on_command(const mqtt::Received& message, std::string_view topic, std::string_view last_level);
  void on_unknown(const mqtt::Received& message, std::string_view topic, const tasmota::CommandWord& word,
                  const Channel& channel);
  void on_home_assistant_status(const mqtt::Received& message);
  void on_foreign_presence(std::string_view topic, std::string_view payload);
  void on_said_by_others(const mqtt::Received& message, const tasmota::ParsedTopic& parsed);
  Front* find(std::string_view topic);
  RelayFront* find_relayed(std::string_view topic);
  std::string nearest(std::string_view topic) const;
  Keeper keeper(const std::string& topic);

  store::Store& store_;
  RandomSource& random_;
  Publisher publisher_;
  DaemonFront self_;
  Orphans orphans_;
  std::map<std::string, std::unique_ptr<Front>, std::less<>> fronts_;
  std::map<std::string, std::unique_ptr<RelayFront>, std::less<>> relayed_;
  std::unordered_map<std::string, Front*> by_fallback_;  ///< "DVES_7A1B2C"
  std::unordered_set<std::string> left_alone_;
  std::unordered_set<std::string> foreign_online_;  ///< topics that somebody else answers for
  /// Said once each: topics nobody knows, with the nearest that somebody does; and retained commands.
  std::unordered_map<std::string, std::string> complained_;
  std::unordered_set<std::string> retained_seen_;
};

}  // namespace presad::bridge
