#include "families/tuya/sub_device.h"

#include <utility>

namespace presad::tuya {

SubDevice::SubDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context)
    : LinkedDevice(settings, remembered, context),
      gateway_(settings.gateway),
      cid_(settings.cid),
      gateways_(context.services.get<Gateways>()) {}

SubDevice::~SubDevice() { gateways_.forget(gateway_, cid_); }

void SubDevice::start(DeviceListener& listener, const PowerTargets& targets) {
  listener_ = &listener;
  carry_out(link_.start(loop_.moment(), targets));
  gateways_.follow(gateway_, cid_, *this);
}

void SubDevice::on_notice(const GatewayNotice& notice) { carry_out(link_.on_notice(notice, loop_.moment())); }

void SubDevice::carry_out(LinkEffects effects) {
  arm(effects.deadline);
  tell_later(std::move(effects.events));
  GatewayPort* const gateway = gateways_.find(gateway_);
  if (gateway == nullptr) {  // it is made a moment later, and says so
    if (effects.dial) on_notice(Displaced{Trouble::gateway_away, "its gateway has no session yet"});
    return;
  }
  if (effects.hang_up) gateway->leave(cid_);
  if (effects.dial) gateway->join(cid_);
  if (effects.asked) gateway->ask(cid_, *effects.asked);
}

}  // namespace presad::tuya
