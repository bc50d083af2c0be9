#include "bridge/handover.h"

#include <algorithm>
#include <utility>

namespace presad::bridge {

namespace {

using std::chrono::seconds;

constexpr Duration first_pause = seconds(10);
constexpr unsigned longest_pauses = 12;

}  // namespace

Handover::Effects Handover::on_broker_connected(Timestamp now) {
  connected_ = true;
  foreign_online_ = false;
  speaks_ = false;
  return fall_silent(now + listening_time);
}

Handover::Effects Handover::on_broker_lost() {
  connected_ = false;
  foreign_online_ = false;
  speaks_ = false;
  return fall_silent(never);
}

Handover::Effects Handover::on_evidence(Evidence evidence, Timestamp now) {
  switch (evidence) {
    case Evidence::online:
      foreign_online_ = true;
      return fall_silent(never);
    case Evidence::offline:
      return on_offline(now);
    case Evidence::speaking:
      if (policy_ == RelayPolicy::always) return wait(deadline_);
      speaks_ = true;
      return fall_silent(foreign_online_ ? never : now + hold_);
    case Evidence::joining:
      break;
  }
  if (foreign_online_) return wait(never);
  if (phase_ != Phase::relay) {
    return fall_silent(std::max(phase_ == Phase::silent ? deadline_ : now, now + joining_time));
  }
  paused_ = true;
  Effects effects = wait(now + joining_time);
  effects.events.push_back(HandoverEvent::pause);
  return effects;
}

Handover::Effects Handover::on_offline(Timestamp now) {
  const bool was_there = std::exchange(foreign_online_, false) || speaks_;
  speaks_ = false;
  if (was_there) return wait(policy_ == RelayPolicy::always ? now : now + hold_);
  Effects effects = wait(deadline_);
  if (phase_ == Phase::relay) effects.events.push_back(HandoverEvent::say_online);
  return effects;
}

Handover::Effects Handover::on_finding(Finding finding, int mqtt_count, Timestamp now) {
  asked_ = false;
  const bool stale = std::exchange(stale_, false);
  if (phase_ != Phase::probing) return wait(deadline_);
  if (stale) return begin_probing();
  switch (finding) {
    case Finding::no_answer:
    case Finding::another_device:
      failures_ = std::min(failures_ + 1, longest_pauses);
      return wait(now + (failures_ * first_pause));
    case Finding::our_broker:
      return on_our_broker(mqtt_count, now);
    case Finding::no_mqtt:
    case Finding::other_broker:
      break;
  }
  return take_on();
}

/// It may be trying to connect right now.
Handover::Effects Handover::on_our_broker(int mqtt_count, Timestamp now) {
  if (policy_ == RelayPolicy::always) return take_on();
  if (!mqtt_count_) {
    mqtt_count_ = mqtt_count;
    return wait(now + (hold_ / 2));
  }
  if (mqtt_count != *mqtt_count_) return fall_silent(now + hold_);
  return take_on();
}

Handover::Effects Handover::on_deadline(Timestamp now) {
  if (now < deadline_) return wait(deadline_);
  switch (phase_) {
    case Phase::silent:
      if (!connected_ || foreign_online_) return wait(never);
      return begin_probing();
    case Phase::probing:
      return begin_probing();
    case Phase::relay:
      break;
  }
  Effects effects = wait(never);
  if (std::exchange(paused_, false)) effects.events.push_back(HandoverEvent::resume);
  return effects;
}

Handover::Effects Handover::fall_silent(Timestamp until) {
  Effects effects = wait(until);
  if (phase_ == Phase::relay) effects.events.push_back(HandoverEvent::let_go);
  phase_ = Phase::silent;
  paused_ = false;
  stale_ = asked_;
  mqtt_count_.reset();
  failures_ = 0;
  return effects;
}

Handover::Effects Handover::begin_probing() {
  phase_ = Phase::probing;
  speaks_ = false;
  Effects effects = wait(never);
  if (!std::exchange(asked_, true)) effects.events.push_back(HandoverEvent::probe);
  return effects;
}

Handover::Effects Handover::take_on() {
  phase_ = Phase::relay;
  failures_ = 0;
  mqtt_count_.reset();
  Effects effects = wait(never);
  effects.events.push_back(HandoverEvent::take_on);
  return effects;
}

Handover::Effects Handover::wait(Timestamp until) {
  deadline_ = until;
  Effects effects;
  effects.deadline = until;
  return effects;
}

}  // namespace presad::bridge
