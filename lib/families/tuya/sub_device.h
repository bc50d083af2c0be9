// A sub-device of a gateway, as a device of its own: a Link without a socket, with a place on its gateway's session.
//
// All that is decided is decided in link.h; here it is only carried out. Loop thread.

#pragma once

#include <string>

#include "families/tuya/gateways.h"
#include "families/tuya/linked_device.h"

namespace presad::tuya {

class SubDevice final : public LinkedDevice, private SubDevicePort {
 public:
  SubDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context);
  ~SubDevice() override;

  void start(DeviceListener& listener, const PowerTargets& targets) override;

 private:
  void on_notice(const GatewayNotice& notice) override;
  void carry_out(LinkEffects effects) override;

  std::string gateway_;  ///< its topic
  std::string cid_;
  Gateways& gateways_;
};

}  // namespace presad::tuya
