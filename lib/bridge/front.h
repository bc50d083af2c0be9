// One device's face on the broker: its commands in, its answers, changes, presence and telemetry out, as a
// Tasmota device would. Knows no family. Loop thread.
//
// Words and payloads are lib/tasmota's; what is decided here is when to say them. Source: lib/tasmota/DIALECT.md, 3
// to 5.

#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bridge/account.h"
#include "bridge/announcement.h"
#include "bridge/blinks.h"
#include "bridge/command_queue.h"
#include "bridge/known.h"
#include "bridge/power_memory.h"
#include "bridge/publisher.h"
#include "bridge/pulses.h"
#include "bridge/timed_powers.h"
#include "bridge/timer_clock.h"
#include "device/device.h"
#include "device/overview.h"
#include "store/store.h"
#include "tasmota/command_word.h"
#include "tasmota/margins.h"

namespace presad::bridge {

/// What the inventory says of a device beyond how to reach it.
struct FrontSettings {
  std::string name;  ///< for people
  PowerPolicy policy;
};

class Front final : private DeviceListener, private Scheduled, private TakesTurns {
 public:
  /// `publisher` and `store` outlive the front.
  Front(std::unique_ptr<Device> device, FrontSettings settings, Publisher& publisher, store::Store& store);
  ~Front();
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  void start();

  /// The inventory says something else now; shown from the next message on.
  void settle(FrontSettings settings);

  /// A command for this device, from its own topic, the group's or the fallback topic.
  void command(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel);

  /// The broker is there (again): says where the device stands, and introduces it the first time.
  void on_broker_connected();
  void on_broker_lost();

  /// Home Assistant came up and forgot: all of it again, `in` so much time.
  void on_home_assistant_up(Duration in) { announcement_.repeat(in); }

  /// The house has other settings now; `former_tele_period` is the one that devices had from the old ones.
  void on_house_changed(unsigned former_tele_period);

  /// Somebody who is not on the broker listens, or nobody of them any more.
  void set_watched(bool watched);

  Overview overview();
  Known known();
  /// What the broker has, or would have, retained of it, and its STATE: where it stands.
  tasmota::Messages standing();

  /// Publishes Offline: presad goes. The device's commands in flight are not waited for.
  void leave();

  const std::string& topic() const noexcept { return device_->topic(); }
  const std::string& hardware_id() const noexcept { return device_->hardware_id(); }
  bool online() const noexcept { return condition_.online; }

 private:
  struct Pending {
    tasmota::Order order;
    Channel channel;
    Timestamp arrived{};
    bool muted = false;  ///< a step of a blink: nobody hears of it
  };

  void on_answer(Device& device, CommandId command, const Answer& answer) override;
  void on_state(Device& device, const State& state) override;
  void on_energy(Device& device, double energy_wh, std::optional<std::int64_t> device_time) override;
  void on_learned(Device& device, const std::string& fact, const std::string& value) override;
  void on_datapoints(Device& device, const Datapoints& reported) override;
  void on_condition(Device& device, const Condition& condition) override;
  void on_due(Timestamp now) override;
  void on_turn() override;

  /// Online, and nothing that it has yet to tell says otherwise.
  bool stands() const noexcept { return condition_.online && device_->condition().online; }
  tasmota::View view();
  tasmota::Messages correct(const tasmota::EnergyCorrection& correction);
  void remember_published(unsigned relay);
  void schedule_telemetry(Timestamp due);
  void remember();
  void log_change(const Condition& condition) const;

  // front_presence.cpp: what is said when the device or the broker comes and goes.
  void greet_broker();
  void say_presence();
  void introduce();
  void announce();
  void repeat_states();
  bool speaks_mqtt_discovery() const noexcept;
  void publish_state();

  // front_options.cpp: what the device's options make of what goes out, and how they are kept.
  Reach reach() const;
  void publish(tasmota::Messages messages);
  void publish(tasmota::Message message);
  void say(tasmota::Messages messages, const Channel& channel);
  void put_state_first(tasmota::Messages& messages);
  tasmota::Message state_message();
  void recall_options();
  void keep_options();
  void recall_tele_period();
  void keep_tele_period();
  void restart();

  // front_looking.cpp: what others may see of it, beside the broker.
  void settle_audience();
  void remember_datapoints(const Datapoints& reported);

  // front_kinds.cpp: lamps, covers and sensors.
  bool has_state_first() const noexcept;
  void publish_cover();
  void publish_kinds();
  void remember_answered(const Command& command);

  // front_timing.cpp: what commands set going and time brings about.
  void take_timing(tasmota::Reply& reply, const Channel& channel, Timestamp now);
  tasmota::Waiting waiting() const;
  void end_blink(Command& command, const Channel& channel);
  void follow_power(unsigned relay);
  void follow_changes();
  void on_backlog_due(Timestamp now);
  void on_timing_due(Timestamp now);
  void on_margins_due(Timestamp now);
  void step_blink(const Blinks::Step& step, Timestamp now);
  void switch_relay(unsigned relay, std::string_view payload, const Channel& channel);
  void set_timing_alarm();

  // front_timers.cpp
  void recall_timers();
  void keep_timers();
  void on_timers_due(Timestamp now);

  Publisher& publisher_;
  store::Store& store_;
  PowerMemory power_;
  Account account_;
  std::unique_ptr<Device> device_;  ///< asks the memory, so it goes first
  tasmota::Identity identity_;
  Announcement announcement_;
  tasmota::Options options_;
  tasmota::Tally tally_;
  std::vector<Power> published_;  ///< what stat/…/POWER said last; undefined: never said
  State told_;                    ///< lamp, cover and readings as they were said last
  bool introduced_ = false;       ///< INFO and the first states went out since presad came to this broker
  bool was_online_ = false;
  bool broker_is_new_ = false;  ///< and was not greeted yet
  Condition condition_;         ///< as the device told it: what it has yet to tell (device.h), nobody hears from here
  bool watched_ = false;
  std::optional<WallTime> heard_;       ///< when the device last told anything
  Datapoints datapoints_;               ///< the latest of each, as far as they were told
  std::size_t raw_reports_wanted_ = 0;  ///< reads of everything whose report becomes TuyaReceived
  std::unordered_map<CommandId, Pending> pending_;
  CommandQueue backlog_;
  Pulses pulses_;
  TimedPowers timed_powers_;
  Blinks blinks_;
  std::vector<Power> followed_;  ///< the power that pulses have followed
  tasmota::Margins margins_;
  Alarm backlog_alarm_;
  Alarm timing_alarm_;
  Alarm margins_alarm_;
  TimerClock timer_clock_;
  Alarm timers_alarm_;
};

}  // namespace presad::bridge
