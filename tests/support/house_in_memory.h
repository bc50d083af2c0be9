// presad's whole way of a command, on a real loop: the bridge, its memory, and so many Tuya links with their plugs in
// memory. What is left out is the world: sockets, the MQTT library and the disk's thread.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "bridge/bridge.h"
#include "store/memory.h"
#include "support/plug_in_memory.h"

namespace presad::testing {

/// A broker that takes everything and keeps nothing, so that what is counted is presad's.
class EndlessBroker final : public mqtt::Broker {
 public:
  void start(mqtt::BrokerListener& told) override { listener = &told; }
  bool connected() const noexcept override { return true; }
  void publish(std::string_view topic, std::string_view payload, bool retain) override;
  bool busy() const noexcept override { return false; }
  void respond(std::string_view, std::string_view, ByteView) override {}
  void stop() override {}

  mqtt::BrokerListener* listener = nullptr;
  std::size_t powers = 0;    ///< stat/…/POWER, ever
  bool last_was_on = false;  ///< the payload of the latest of them
};

/// presad's memory without a disk.
class MemoryStore final : public store::Store {
 public:
  const Facts& facts(std::string_view topic) const override { return memory_.facts(topic); }
  std::vector<std::string> topics() const override { return memory_.topics(); }
  void put(std::string_view topic, std::string_view name, std::string_view value) override {
    const Facts& known = memory_.facts(topic);
    const auto found = known.find(name);
    if (found != known.end() && found->second == value) return;  // as store.h says
    memory_.put(topic, name, value);
  }
  void erase(std::string_view topic, std::string_view name) override { memory_.erase(topic, name); }
  void forget(std::string_view topic) override { memory_.forget(topic); }

  /// What the writer's thread does with what has changed.
  void write() { static_cast<void>(memory_.take()); }

 private:
  store::Memory memory_{{}, true, {}, {}};
};

class HouseInMemory {
 public:
  /// Returns when all plugs are online. `on_outside` as in PlugInMemory; may be told at any time.
  HouseInMemory(std::size_t devices, tuya::Version version, Delegate<void(bool)> on_outside);

  /// Ten of the house, evenly spread, so that a small and a large house do the same work.
  static constexpr std::size_t commanded = 10;

  /// cmnd/TOPIC/Power of one of them, the other way than it stands.
  mqtt::Received next_command();

  /// From the message to the end of the turn in which stat/TOPIC/POWER was published.
  void carry_out(const mqtt::Received& command);

  /// The disk's thread has its turn.
  void write() { store_.write(); }

 private:
  Result<bool> reload() { return true; }
  void run_turn();

  loop::EventLoop loop_;
  SystemRandom random_;
  FamilyServices services_;
  EndlessBroker broker_;
  MemoryStore store_;
  bridge::Bridge bridge_;
  std::vector<const PlugInMemory*> commanded_;
  std::size_t commands_ = 0;
};

}  // namespace presad::testing
