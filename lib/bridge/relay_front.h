// The face on the broker of a Tasmota device that may be there itself: while it is not, its commands go to it and its
// answers come from it, else presad is silent on its topics. Loop thread.
//
// When that is so is handover.h's to say, what is published lib/tasmota/relayed.h's. Source: docs/tasmota-devices.md.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "bridge/channel.h"
#include "bridge/command_queue.h"
#include "bridge/daemon_front.h"
#include "bridge/handover.h"
#include "bridge/known.h"
#include "bridge/publisher.h"
#include "bridge/retained.h"
#include "device/overview.h"
#include "device/relayed_device.h"
#include "store/store.h"
#include "tasmota/command_word.h"
#include "tasmota/view.h"

namespace presad::bridge {

/// What the inventory says of such a device beyond how to reach it.
struct RelaySettings {
  std::string name;  ///< for people; the topic unless given
  std::string mac;   ///< twelve upper-case hex digits; empty: whatever it says
};

class RelayFront final : private RelayedListener {
 public:
  /// `publisher`, `store` and `self`, which answers for what cannot be answered on the device's own topics, outlive it.
  RelayFront(std::unique_ptr<RelayedDevice> device, RelaySettings settings, Publisher& publisher, store::Store& store,
             DaemonFront& self);
  RelayFront(const RelayFront&) = delete;
  RelayFront& operator=(const RelayFront&) = delete;

  void start() { device_->start(*this); }
  void settle(RelaySettings settings) { settings_ = std::move(settings); }

  /// `last_level`: the command word as it was written.
  void command(std::string_view last_level, std::string_view payload, const Channel& channel);

  /// Somebody else said this on the device's topics.
  void on_evidence(Evidence evidence);

  void on_broker_connected();
  void on_broker_lost();
  void on_house_changed() { tele_period_ = publisher_.house().tele_period; }

  /// presad goes, or lets the device go: Offline, if presad answered for it.
  void leave();

  // relay_looking.cpp: what may be seen of it without the broker.
  Overview overview() const;
  Known known();
  tasmota::Messages standing();

  const std::string& topic() const noexcept { return device_->topic(); }
  const std::string& hardware_id() const noexcept { return identity_.hardware_id; }  ///< empty: not known yet
  bool relaying() const noexcept { return handover_.phase() == Handover::Phase::relay; }
  bool answers_for_itself() const noexcept { return handover_.answers_for_itself(); }
  bool online() const noexcept { return relaying() ? reachable_ : handover_.answers_for_itself(); }

 private:
  struct Pending {
    tasmota::CommandWord word;
    std::string payload;
    std::string input;
    Channel channel;
    Timestamp arrived{};
  };

  void on_probed(RelayedDevice& device, const Probed& probed) override;
  void on_forward_answer(RelayedDevice& device, CommandId command, const ForwardAnswer& answer) override;
  void on_telemetry(RelayedDevice& device, const std::string& state, const std::string& sensors) override;
  void on_reachable(RelayedDevice& device, bool reachable, const std::string& cause) override;

  // relay_backlog.cpp: a Backlog is taken apart here, since over HTTP its commands' answers would be lost.
  void take_apart(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel);
  void on_backlog_due(Timestamp now);
  void drop_backlog();

  void pass_on(const tasmota::CommandWord& word, Forward what, const Channel& channel);
  void take(const Handover::Effects& effects);
  void perform(HandoverEvent event);
  void take_on();
  void let_go();
  void give_back_waiting();
  Finding judge(const Probed& probed);
  void learn(const RelayedIdentity& identity);
  tasmota::View view();
  void publish(tasmota::Messages messages);
  void say(tasmota::Messages messages, const tasmota::CommandWord& word, const Channel& channel);
  void say_presence();
  void introduce();
  void announce(Timestamp now);
  void publish_telemetry(Timestamp now);
  void publish_changes();
  void follow(const tasmota::CommandWord& word, std::string_view answer);
  void follow_options(std::string_view answer);
  void on_handover_due(Timestamp now);
  void complain(const std::string& cause);

  RelaySettings settings_;
  Publisher& publisher_;
  store::Store& store_;
  DaemonFront& self_;
  std::unique_ptr<RelayedDevice> device_;
  Handover handover_;
  Retained retained_;
  tasmota::Identity identity_;
  std::string version_;
  State relays_;  ///< as far as discovery asks
  Condition condition_;
  tasmota::Options options_;
  tasmota::Tally tally_;
  std::unordered_map<CommandId, Pending> pending_;
  CommandQueue backlog_;
  std::string state_;
  std::string sensors_;
  std::map<std::string, std::string> published_;  ///< what was said of each relay last
  std::string published_light_;
  std::map<std::string, std::string> published_shutters_;
  std::map<std::string, std::string> announced_;
  std::string complaint_;  ///< why it is not relayed to, as the log has it
  bool reachable_ = true;
  std::optional<WallTime> heard_;  ///< when it last answered over HTTP
  unsigned tele_period_;
  Alarm backlog_alarm_;
  Alarm handover_alarm_;
  Alarm telemetry_alarm_;
  Alarm announcement_alarm_;
};

}  // namespace presad::bridge
