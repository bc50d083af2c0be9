#include "families/tuya/linked_device.h"

#include <iterator>
#include <utility>

#include "families/tuya/hardware_id.h"

namespace presad::tuya {

namespace {

LinkSettings link_settings(const TuyaSettings& settings, const Remembered& remembered, const std::string& hardware_id) {
  LinkSettings link;
  link.device_id = identity(settings);
  link.cid = settings.cid;
  link.hardware_id = hardware_id;
  link.local_key = settings.local_key;
  link.key_unknown = settings.key_unknown;
  link.address = settings.address;
  link.version = settings.version;
  link.profile = settings.profile;
  link.command_interval = settings.command_interval;
  // Nobody brings the key within that time without a reload.
  link.offline_command_ttl = settings.key_unknown ? Duration::zero() : settings.offline_command_ttl;
  link.wake = settings.wake;
  link.wake_datapoints = settings.wake_datapoints;
  link.power_up_after = settings.power_up_after;
  link.refresh = settings.refresh;
  link.datapoints = settings.datapoints;
  link.remembered = remembered;
  return link;
}

}  // namespace

LinkedDevice::LinkedDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context)
    : topic_(settings.common.topic),
      hardware_id_(tuya::hardware_id(settings, remembered.facts)),
      loop_(context.loop),
      link_(link_settings(settings, remembered, hardware_id_), context.random),
      timer_(context.loop, Delegate<void()>::to<&LinkedDevice::on_deadline>(this)),
      teller_(context.loop, Delegate<void()>::to<&LinkedDevice::on_tell>(this)) {}

void LinkedDevice::tell_later(std::vector<LinkEvent> events) {
  if (events.empty()) return;
  if (untold_.empty()) {
    untold_ = std::move(events);
  } else {
    untold_.insert(untold_.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
  }
  teller_.schedule();
}

void LinkedDevice::on_tell() {
  for (const LinkEvent& event : std::exchange(untold_, {})) {
    if (const auto* answered = std::get_if<Answered>(&event)) {
      listener_->on_answer(*this, answered->command, answered->answer);
    } else if (std::holds_alternative<Stated>(event)) {
      listener_->on_state(*this, link_.state());
    } else if (const auto* heard = std::get_if<Heard>(&event)) {
      listener_->on_datapoints(*this, heard->reported);
    } else if (const auto* consumed = std::get_if<Consumed>(&event)) {
      listener_->on_energy(*this, consumed->energy_wh, consumed->device_time);
    } else if (const auto* learned = std::get_if<Learned>(&event)) {
      listener_->on_learned(*this, learned->fact, learned->value);
    } else if (std::holds_alternative<Conditioned>(event)) {
      listener_->on_condition(*this, link_.condition());
    } else {
      on_own_event(event);
    }
  }
}

}  // namespace presad::tuya
