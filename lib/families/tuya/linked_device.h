// What the devices of this family have in common: a link, a timer under it, and whom it tells. Loop thread.

#pragma once

#include <string>
#include <vector>

#include "device/device.h"
#include "families/family.h"
#include "families/tuya/link.h"
#include "families/tuya/settings.h"
#include "loop/event_loop.h"

namespace presad::tuya {

class LinkedDevice : public Device {
 public:
  const std::string& topic() const noexcept override { return topic_; }
  void set_audience(bool listening) override { carry_out(link_.set_audience(listening, loop_.moment())); }
  void execute(CommandId id, const Command& command) override { carry_out(link_.execute(id, command, loop_.moment())); }
  const State& state() const noexcept override { return link_.state(); }
  const Condition& condition() const noexcept override { return link_.condition(); }
  bool meter_silent() const noexcept override { return link_.meter_silent(); }
  std::string module() const override { return std::string(link_.module()); }
  const std::string& hardware_id() const noexcept override { return hardware_id_; }

 protected:
  LinkedDevice(const TuyaSettings& settings, const Remembered& remembered, FamilyContext& context);

  /// Does what the link wants done: all but telling is the family member's own.
  virtual void carry_out(LinkEffects effects) = 0;
  /// Arms the timer.
  void arm(Timestamp deadline) { timer_.arm(deadline); }
  /// Told on the next turn of the loop, never from inside a call.
  void tell_later(std::vector<LinkEvent> events);
  /// What is not for the listener.
  virtual void on_own_event(const LinkEvent&) {}

  std::string topic_;
  std::string hardware_id_;
  loop::EventLoop& loop_;
  DeviceListener* listener_ = nullptr;
  Link link_;

 private:
  void on_deadline() { carry_out(link_.on_deadline(loop_.moment())); }
  void on_tell();

  std::vector<LinkEvent> untold_;
  loop::Timer timer_;
  loop::Deferred teller_;
};

}  // namespace presad::tuya
