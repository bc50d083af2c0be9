// Whether presad may answer for a Tasmota device that can also be on the broker itself: SILENT, PROBING, RELAY. Pure.
//
// Only what others say counts, presad's own messages never get here. Source: docs/tasmota-devices.md, "The rule".

#pragma once

#include <cstdint>
#include <optional>

#include "base/effects.h"
#include "device/relayed_device.h"

namespace presad::bridge {

/// Something that somebody else said on the device's topics.
enum class Evidence : std::uint8_t {
  online,    ///< tele/T/LWT Online, live or retained: it is there until Offline
  offline,   ///< tele/T/LWT, anything else
  speaking,  ///< another live message below stat/T or tele/T
  joining,   ///< INFO1, or an empty live cmnd/T/POWER: Online may follow
};

/// What came of asking the device.
enum class Finding : std::uint8_t {
  no_answer,
  another_device,  ///< another MAC or another topic than the inventory's
  no_mqtt,         ///< MQTT is off, or names no broker
  other_broker,
  our_broker,  ///< or one that cannot be told from ours
};

enum class HandoverEvent : std::uint8_t {
  probe,       ///< ask the device; on_finding() is to follow
  take_on,     ///< RELAY: answer for it
  let_go,      ///< it answers for itself: not another word on its topics
  pause,       ///< send it no command
  resume,      ///< go on
  say_online,  ///< its old will has overwritten presad's Online
};

class Handover {
 public:
  using Effects = presad::Effects<HandoverEvent>;
  enum class Phase : std::uint8_t { silent, probing, relay };

  /// Retained messages have arrived by then.
  static constexpr Duration listening_time = std::chrono::seconds(3);
  /// From what announces a device to its Online.
  static constexpr Duration joining_time = std::chrono::seconds(3);

  /// `hold`: so long must a device have been silent on the broker; longer than its will takes.
  Handover(RelayPolicy policy, Duration hold) : policy_(policy), hold_(hold) {}

  Effects on_broker_connected(Timestamp now);
  Effects on_broker_lost();
  Effects on_evidence(Evidence evidence, Timestamp now);
  Effects on_finding(Finding finding, int mqtt_count, Timestamp now);
  Effects on_deadline(Timestamp now);

  Phase phase() const noexcept { return phase_; }

  /// It is there, as far as anybody can hear: commands on its topics are for itself alone.
  bool answers_for_itself() const noexcept { return foreign_online_ || speaks_; }

 private:
  Effects on_offline(Timestamp now);
  Effects fall_silent(Timestamp until);
  Effects wait(Timestamp until);
  Effects begin_probing();
  Effects take_on();
  Effects on_our_broker(int mqtt_count, Timestamp now);

  RelayPolicy policy_;
  Duration hold_;
  Phase phase_ = Phase::silent;
  bool connected_ = false;
  bool foreign_online_ = false;
  bool speaks_ = false;  ///< it was heard less than `hold` ago, and has not gone since
  bool asked_ = false;   ///< on_finding() is to follow
  bool stale_ = false;   ///< it was asked before something happened
  bool paused_ = false;
  std::optional<int> mqtt_count_;  ///< of the first look at a device that names our broker
  unsigned failures_ = 0;
  Timestamp deadline_ = never;
};

}  // namespace presad::bridge
