// Broker <-> devices: takes every command of the house to the front it is for. Knows no family. Loop thread.
//
// What a device says on the broker is front.h's business, what presad itself says daemon_front.h's.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
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

/// What became of a command that did not come over the broker.
enum class Taken : std::uint8_t {
  yes,
  answers_for_itself,  ///< a Tasmota device that is on the broker, or that is left alone: not presad's to command
  unknown,             ///< nobody of the house has this topic
};

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

  // bridge_looking.cpp: for who asks presad itself, and works while the broker is away.

  /// The devices behind `after`, ordered by topic, at most `most`; those that are left alone too.
  std::vector<Overview> overviews(const std::string& after, std::size_t most);
  std::optional<Overview> overview(const std::string& topic);
  std::optional<Known> known(const std::string& topic);

  /// As cmnd/TOPIC/LAST_LEVEL would bring it, presad's own topic among them, the group's not.
  Taken command(std::string_view topic, std::string_view last_level, std::string_view payload, const Channel& channel);

  /// `handler` hears what is said for devices, whether the broker is there or not. Bound once.
  void on_said(Publisher::Listener handler) { publisher_.on_said(handler); }
  /// Somebody hears it, or nobody any more: devices are read as often as for a broker.
  void set_watched(bool watched);
  /// What was said of where the device stands, had anybody listened: topics in full, and payloads.
  std::vector<std::pair<std::string, std::string>> standing(const std::string& topic);

  /// The topic of the house that `topic` may have meant; empty: none.
  std::string nearest(std::string_view topic) const;
  const tasmota::Tally& total() noexcept { return publisher_.total(); }
  const std::string& own_topic() const noexcept { return self_.topic(); }
  const std::string& fence() const noexcept { return self_.fence(); }
  unsigned broker_connects() const noexcept { return publisher_.house().mqtt_count; }

  /// As DaemonFront::set_fence().
  void set_fence(std::string fence) { self_.set_fence(std::move(fence)); }

  /// There are devices that may speak for themselves.
  bool relays() const noexcept { return !relayed_.empty(); }

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
  Keeper keeper(const std::string& topic);

  store::Store& store_;
  RandomSource& random_;
  Publisher publisher_;
  DaemonFront self_;
  Orphans orphans_;
  std::map<std::string, std::unique_ptr<Front>, std::less<>> fronts_;
  std::map<std::string, std::unique_ptr<RelayFront>, std::less<>> relayed_;
  std::unordered_map<std::string, Front*> by_fallback_;  ///< "DVES_7A1B2C"
  std::set<std::string> left_alone_;
  bool watched_ = false;
  std::unordered_set<std::string> foreign_online_;  ///< topics that somebody else answers for
  /// Said once each: topics nobody knows, with the nearest that somebody does; and retained commands.
  std::unordered_map<std::string, std::string> complained_;
  std::unordered_set<std::string> retained_seen_;
};

}  // namespace presad::bridge
