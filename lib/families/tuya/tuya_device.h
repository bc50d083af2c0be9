// A Tuya device of the inventory: a Link with a socket and a timer under it.
//
// All that is decided is decided in link.h; here it is only carried out. Loop thread.

#pragma once

#include <string>
#include <vector>

#include "device/device.h"
#include "families/family.h"
#include "families/tuya/announcement_listener.h"
#include "families/tuya/link.h"
#include "families/tuya/settings.h"
#include "loop/event_loop.h"
#include "net/tcp_stream.h"

namespace presad::tuya {

class TuyaDevice final : public Device, private net::StreamListener, private AnnouncementTarget {
 public:
  TuyaDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context);
  ~TuyaDevice() override;

  const std::string& topic() const noexcept override { return topic_; }
  void start(DeviceListener& listener, const PowerTargets& targets) override;
  void set_audience(bool listening) override;
  void execute(CommandId id, const Command& command) override;
  const State& state() const noexcept override { return link_.state(); }
  const Condition& condition() const noexcept override { return link_.condition(); }
  std::string module() const override { return std::string(link_.module()); }
  const std::string& hardware_id() const noexcept override { return hardware_id_; }

 private:
  void on_connected() override;
  void on_bytes(ByteView received) override;
  void on_closed(const Error& why) override;
  void on_announced(const std::string& address, std::optional<Version> version) override;
  bool wants_probe() const noexcept override { return link_.needs_address(); }
  void on_deadline();
  void on_tell();

  void carry_out(LinkEffects effects);

  std::string topic_;
  std::string device_id_;
  std::string hardware_id_;
  loop::EventLoop& loop_;
  AnnouncementListener& announcements_;
  DeviceListener* listener_ = nullptr;
  Link link_;
  std::vector<LinkEvent> untold_;  ///< told on the next turn of the loop, never from inside a call
  net::TcpStream stream_;
  loop::Timer timer_;
  loop::Deferred teller_;
};

}  // namespace presad::tuya
