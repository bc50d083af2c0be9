// The one way out: what every device's face uses to speak to the broker and to know the house. Loop thread.

#pragma once

#include <string>
#include <string_view>

#include "base/delegate.h"
#include "bridge/channel.h"
#include "bridge/schedule.h"
#include "device/command.h"
#include "energy/ledger.h"
#include "loop/event_loop.h"
#include "mqtt/broker.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::bridge {

class Publisher {
 public:
  Publisher(loop::EventLoop& loop, mqtt::Broker& broker, tasmota::House house)
      : loop_(loop), broker_(&broker), house_(std::move(house)), schedule_(loop) {}

  /// Another broker or another house after a reload.
  void replace(mqtt::Broker& broker, tasmota::House house) {
    broker_ = &broker;
    house_ = std::move(house);
  }

  /// `handler` is told, before it is said, that a device may have come or gone, or that somebody else answers for one.
  void on_presence(Delegate<void()> handler) { on_presence_ = handler; }
  void touch_presence() const {
    if (on_presence_) on_presence_();
  }

  /// Publishes on `topic`'s own tree.
  void publish(std::string_view topic, const tasmota::Message& message);
  void publish(std::string_view topic, const tasmota::Messages& messages);

  /// Publishes where the answers to a command of `channel` go; RESULT goes to the response topic too.
  void answer(std::string_view topic, const tasmota::Messages& messages, const Channel& channel);

  tasmota::Moment moment() const;
  energy::LedgerTime ledger_time() const;
  loop::EventLoop& loop() noexcept { return loop_; }
  mqtt::Broker& broker() noexcept { return *broker_; }
  tasmota::House& house() noexcept { return house_; }
  const tasmota::House& house() const noexcept { return house_; }
  Schedule& schedule() noexcept { return schedule_; }
  CommandId next_command() noexcept { return ++last_command_; }

  /// Counts how a command ended, for the device's tally and the house's.
  void count(tasmota::Tally& tally, Outcome outcome, Duration latency);
  tasmota::Tally& total() noexcept { return total_; }

 private:
  loop::EventLoop& loop_;
  mqtt::Broker* broker_;
  tasmota::House house_;
  Schedule schedule_;
  tasmota::Tally total_;
  Delegate<void()> on_presence_;
  CommandId last_command_ = 0;
};

}  // namespace presad::bridge
