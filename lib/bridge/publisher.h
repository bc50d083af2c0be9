// The one way out: what every device's face uses to speak to the broker and to know the house. Loop thread.

#pragma once

#include <string>
#include <string_view>

#include "base/delegate.h"
#include "bridge/channel.h"
#include "bridge/schedule.h"
#include "bridge/turns.h"
#include "device/command.h"
#include "energy/ledger.h"
#include "loop/event_loop.h"
#include "mqtt/broker.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::bridge {

/// How far a message goes: `listeners` are those who watch presad itself, and who asked on its socket.
enum class Reach : bool { listeners, broker };

class Publisher {
 public:
  Publisher(loop::EventLoop& loop, mqtt::Broker& broker, tasmota::House house)
      : loop_(loop),
        broker_(&broker),
        house_(std::move(house)),
        schedule_(loop),
        unhurried_(loop, {4, std::chrono::milliseconds(2)}) {}

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

  /// `handler` is told whatever is published for devices, and what `Reach::listeners` keeps from the broker: the
  /// device's own topic, the message's in full, its payload.
  using Listener = Delegate<void(std::string_view, const std::string&, const std::string&)>;
  void on_said(Listener handler) { on_said_ = handler; }
  void tell_listener(std::string_view topic, const std::string& full_topic, const std::string& payload) const {
    if (on_said_) on_said_(topic, full_topic, payload);
  }

  /// Publishes on `topic`'s own tree.
  void publish(std::string_view topic, const tasmota::Message& message, Reach reach = Reach::broker);
  void publish(std::string_view topic, const tasmota::Messages& messages, Reach reach = Reach::broker);

  /// Publishes where the answers to a command of `channel` go; RESULT goes to the response topic too.
  void answer(std::string_view topic, const tasmota::Messages& messages, const Channel& channel,
              Reach reach = Reach::broker);

  tasmota::Moment moment() const;
  energy::LedgerTime ledger_time() const;
  loop::EventLoop& loop() noexcept { return loop_; }
  mqtt::Broker& broker() noexcept { return *broker_; }
  tasmota::House& house() noexcept { return house_; }
  const tasmota::House& house() const noexcept { return house_; }
  Schedule& schedule() noexcept { return schedule_; }

  /// For what nobody waits for: telemetry and announcements. A thousand devices that came together would otherwise
  /// speak in one moment, every tele_period again, and whoever gives a command then would wait for all of them.
  Schedule& unhurried_schedule() noexcept { return unhurried_; }
  /// For what takes many messages: a device that introduces itself.
  Turns& turns() noexcept { return turns_; }
  CommandId next_command() noexcept { return ++last_command_; }

  /// A command of `channel` ended: counted for the device's tally and the house's, and told to who asked.
  void end_command(tasmota::Tally& tally, const Channel& channel, Outcome outcome, Duration latency,
                   const std::string& cause = {});
  tasmota::Tally& total() noexcept { return total_; }

 private:
  bool broker_is_busy() const noexcept { return broker_->busy(); }

  loop::EventLoop& loop_;
  mqtt::Broker* broker_;
  tasmota::House house_;
  Schedule schedule_;
  Schedule unhurried_;
  Turns turns_{loop_, Delegate<bool()>::to<&Publisher::broker_is_busy>(this)};
  tasmota::Tally total_;
  Delegate<void()> on_presence_;
  Listener on_said_;
  CommandId last_command_ = 0;
};

}  // namespace presad::bridge
