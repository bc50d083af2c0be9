#include "families/tuya/tuya_device.h"

#include <utility>

#include "base/log.h"
#include "base/text.h"

namespace presad::tuya {

namespace {

constexpr std::uint16_t device_port = 6668;

}  // namespace

TuyaDevice::TuyaDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context)
    : LinkedDevice(settings, remembered, context),
      device_id_(settings.device_id),
      announcements_(context.services.get<AnnouncementListener>(context.loop, context.random)),
      gateways_(context.services.get<Gateways>()),
      tap_(context.services.get<Tap>()),
      stream_(context.loop, *this) {
  if (tap_.listener != nullptr) tap_.listener->on_device(settings);
}

TuyaDevice::~TuyaDevice() {
  announcements_.forget(device_id_);
  gateways_.close(topic_);
}

void TuyaDevice::start(DeviceListener& listener, const PowerTargets& targets) {
  listener_ = &listener;
  announcements_.follow(device_id_, *this);
  carry_out(link_.start(loop_.moment(), targets));
  gateways_.open(topic_, *this);
}

bool TuyaDevice::restart_session() {
  if (!link_.has_session()) return false;
  carry_out(link_.restart_session(loop_.moment()));
  return true;
}

void TuyaDevice::on_connected() { carry_out(link_.on_connected(loop_.moment())); }

void TuyaDevice::on_bytes(ByteView received) {
  if (tap_.listener != nullptr) tap_.listener->on_bytes(Role::device, received);
  carry_out(link_.on_bytes(received, loop_.moment()));
}

void TuyaDevice::on_closed(const Error& why) { carry_out(link_.on_closed(why, loop_.moment())); }

void TuyaDevice::on_announced(const std::string& address, std::optional<Version> version) {
  carry_out(link_.on_announced(address, version, loop_.moment()));
}

void TuyaDevice::add_sub_device(const std::string& cid) { carry_out(link_.add_sub_device(cid, loop_.moment())); }

void TuyaDevice::remove_sub_device(const std::string& cid) { carry_out(link_.remove_sub_device(cid, loop_.moment())); }

void TuyaDevice::join(const std::string& cid) { carry_out(link_.join(cid, loop_.moment())); }

void TuyaDevice::leave(const std::string& cid) { carry_out(link_.leave(cid, loop_.moment())); }

void TuyaDevice::ask(const std::string& cid, const Asked& asked) { carry_out(link_.ask(cid, asked, loop_.moment())); }

void TuyaDevice::carry_out(LinkEffects effects) {
  arm(effects.deadline);
  if (!effects.send.empty() && stream_.open()) {
    if (tap_.listener != nullptr) tap_.listener->on_bytes(Role::client, effects.send);
    stream_.write(effects.send);
  }
  if (effects.hang_up) stream_.close();
  if (effects.dial && tap_.listener != nullptr) tap_.listener->on_connection(*effects.dial);
  if (effects.dial) stream_.connect(*effects.dial, device_port);
  tell_later(std::move(effects.events));
}

void TuyaDevice::on_own_event(const LinkEvent& event) {
  if (const auto* const notice = std::get_if<ToSubDevice>(&event)) {
    gateways_.deliver(topic_, *notice);
  } else if (const auto* const stranger = std::get_if<StrangerHeard>(&event)) {
    log::info(topic_, "speaks of a sub-device that is not in the inventory: gateway: {}, cid: {}", topic_,
              printable(stranger->cid, 64));
  }
}

}  // namespace presad::tuya
