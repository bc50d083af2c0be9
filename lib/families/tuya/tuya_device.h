// A Tuya device of the inventory with a connection of its own: a Link with a socket and a timer under it. Any of them
// may be the gateway of sub-devices.
//
// All that is decided is decided in link.h; here it is only carried out. Loop thread.

#pragma once

#include <string>

#include "families/tuya/announcement_listener.h"
#include "families/tuya/gateways.h"
#include "families/tuya/linked_device.h"
#include "families/tuya/tap.h"
#include "net/tcp_stream.h"

namespace presad::tuya {

class TuyaDevice final : public LinkedDevice,
                         private net::StreamListener,
                         private AnnouncementTarget,
                         private GatewayPort {
 public:
  TuyaDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context);
  ~TuyaDevice() override;

  void start(DeviceListener& listener, const PowerTargets& targets) override;
  bool restart_session() override;

 private:
  void on_connected() override;
  void on_bytes(ByteView received) override;
  void on_closed(const Error& why) override;
  void on_announced(const std::string& address, std::optional<Version> version) override;
  bool wants_probe() const noexcept override { return link_.needs_address(); }
  void add_sub_device(const std::string& cid) override;
  void remove_sub_device(const std::string& cid) override;
  void join(const std::string& cid) override;
  void leave(const std::string& cid) override;
  void ask(const std::string& cid, const Asked& asked) override;

  void carry_out(LinkEffects effects) override;
  void on_own_event(const LinkEvent& event) override;

  std::string device_id_;
  AnnouncementListener& announcements_;
  Gateways& gateways_;
  Tap& tap_;
  net::TcpStream stream_;
};

}  // namespace presad::tuya
