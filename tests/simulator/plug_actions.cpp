// What people do to a plug, of plug_model.h. Pure.

#include "simulator/plug_model.h"

namespace presad::simulator {
namespace {

using Kind = PlugEvent::Kind;

PlugEvent told(Kind kind, std::string text) { return {kind, 0, 0, Power::undefined, std::move(text)}; }

}  // namespace

PlugEffects PlugModel::press(unsigned relay, Timestamp now) {
  PlugEffects effects;
  if (powered() && hardware_.relay(relay) != Power::undefined) {
    faults_.cure("press");
    publish(hardware_.press(relay, now), "press", effects, now);
  }
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::unplug(Timestamp now) {
  PlugEffects effects;
  if (powered()) go_dark("unplugged", effects, now);
  return finish(std::move(effects), now);
}

void PlugModel::go_dark(std::string why, PlugEffects& effects, Timestamp now) {
  life_ = Life::dark;
  boot_due_ = never;
  connections_.clear();
  hardware_.lose_power(now);
  effects.events.push_back(told(Kind::power, std::move(why)));
}

PlugEffects PlugModel::plug_in(Timestamp now) {
  PlugEffects effects;
  if (!powered()) boot(effects, now);
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::reboot(Timestamp now) {
  PlugEffects effects = unplug(now);
  boot(effects, now);
  return finish(std::move(effects), now);
}

void PlugModel::boot(PlugEffects& effects, Timestamp now) {
  life_ = Life::booting;
  boot_due_ = now + settings_.boot_time;
  woke_ = now;
  faults_.relapse();
  effects.events.push_back(told(Kind::power, "booting"));
  tell_switched(hardware_.gain_power(now), "power-up", effects);
  if (faults_.has(FaultKind::undefined_relay)) hardware_.forget_relays();
}

PlugEffects PlugModel::cloud(Timestamp now) {
  PlugEffects effects;
  if (powered()) {
    faults_.cure_all();
    hardware_.recall_relays();
    effects.events.push_back(told(Kind::cloud, "reached"));
  }
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::rotate_key(const tuya::Key& new_key, Timestamp now) {
  PlugEffects effects;
  settings_.local_key = new_key;
  effects.events.push_back(told(Kind::key, "replaced"));
  end_all("key replaced", effects);
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::set_load(double load_w, Timestamp now) {
  hardware_.set_load(load_w, now);
  return finish({}, now);
}

PlugEffects PlugModel::set_datapoint(const Datapoint& datapoint, Timestamp now) {
  PlugEffects effects;
  if (powered() && hardware_.fits(datapoint)) publish(hardware_.observe(datapoint, now), "app", effects, now);
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::set_fault(const Fault& fault, Timestamp now) {
  PlugEffects effects;
  faults_.set(fault);
  if (fault.kind == FaultKind::slow) woke_ = now;
  if (fault.kind == FaultKind::undefined_relay) hardware_.forget_relays();
  effects.events.push_back(told(Kind::fault, faults_.render()));
  if (fault.kind == FaultKind::slot_taken || fault.kind == FaultKind::refuse || fault.kind == FaultKind::cloud_locked) {
    end_all("fault", effects);
  }
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::clear_faults(Timestamp now) {
  PlugEffects effects;
  faults_.clear();
  hardware_.recall_relays();
  effects.events.push_back(told(Kind::fault, faults_.render()));
  return finish(std::move(effects), now);
}

}  // namespace presad::simulator
