#include "families/tuya/tuya_device.h"

#include <iterator>
#include <utility>

#include "families/tuya/hardware_id.h"

namespace presad::tuya {

namespace {

constexpr std::uint16_t device_port = 6668;

LinkSettings link_settings(const TuyaSettings& settings, const Remembered& remembered, const std::string& hardware_id) {
  LinkSettings link;
  link.device_id = settings.device_id;
  link.hardware_id = hardware_id;
  link.local_key = settings.local_key;
  link.address = settings.address;
  link.version = settings.version;
  link.profile = settings.profile;
  link.command_interval = settings.command_interval;
  link.offline_command_ttl = settings.offline_command_ttl;
  link.wake = settings.wake;
  link.wake_datapoints = settings.wake_datapoints;
  link.power_up_after = settings.power_up_after;
  link.refresh = settings.refresh;
  link.datapoints = settings.datapoints;
  link.remembered = remembered;
  return link;
}

}  // namespace

TuyaDevice::TuyaDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context)
    : topic_(settings.common.topic),
      device_id_(settings.device_id),
      hardware_id_(tuya::hardware_id(settings, remembered.facts)),
      loop_(context.loop),
      announcements_(context.services.get<AnnouncementListener>(context.loop, context.random)),
      link_(link_settings(settings, remembered, hardware_id_), context.random),
      stream_(context.loop, *this),
      timer_(context.loop, Delegate<void()>::to<&TuyaDevice::on_deadline>(this)),
      teller_(context.loop, Delegate<void()>::to<&TuyaDevice::on_tell>(this)) {}

TuyaDevice::~TuyaDevice() { announcements_.forget(device_id_); }

void TuyaDevice::start(DeviceListener& listener, const PowerTargets& targets) {
  listener_ = &listener;
  announcements_.follow(device_id_, *this);
  carry_out(link_.start(loop_.moment(), targets));
}

void TuyaDevice::execute(CommandId id, const Command& command) {
  carry_out(link_.execute(id, command, loop_.moment()));
}

void TuyaDevice::set_audience(bool listening) { carry_out(link_.set_audience(listening, loop_.moment())); }

void TuyaDevice::on_connected() { carry_out(link_.on_connected(loop_.moment())); }

void TuyaDevice::on_bytes(ByteView received) { carry_out(link_.on_bytes(received, loop_.moment())); }

void TuyaDevice::on_closed(const Error& why) { carry_out(link_.on_closed(why, loop_.moment())); }

void TuyaDevice::on_announced(const std::string& address, std::optional<Version> version) {
  carry_out(link_.on_announced(address, version, loop_.moment()));
}

void TuyaDevice::on_deadline() { carry_out(link_.on_deadline(loop_.moment())); }

void TuyaDevice::carry_out(LinkEffects effects) {
  timer_.arm(effects.deadline);
  if (!effects.send.empty() && stream_.open()) stream_.write(effects.send);
  if (effects.hang_up) stream_.close();
  if (effects.dial) stream_.connect(*effects.dial, device_port);
  if (effects.events.empty()) return;
  untold_.insert(untold_.end(), std::make_move_iterator(effects.events.begin()),
                 std::make_move_iterator(effects.events.end()));
  teller_.schedule();
}

void TuyaDevice::on_tell() {
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
    } else {
      listener_->on_condition(*this, link_.condition());
    }
  }
}

}  // namespace presad::tuya
