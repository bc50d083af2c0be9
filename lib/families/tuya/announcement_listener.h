// Passes the announcements of all Tuya devices of the house to the device that each is about, and says when to probe
// for those that have no address yet. One for the house; loop thread. The sockets are announcement_ports.h's.
//
// Source: PROTOCOL.md, 2.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/random.h"
#include "families/family.h"
#include "families/tuya/announcement_ports.h"
#include "families/tuya/version.h"
#include "loop/event_loop.h"

namespace presad::tuya {

/// A device that wants to know where it is.
class AnnouncementTarget {
 public:
  virtual void on_announced(const std::string& address, std::optional<Version> version) = 0;
  virtual bool wants_probe() const noexcept = 0;

 protected:
  ~AnnouncementTarget() = default;
};

class AnnouncementListener final : public FamilyService, private AnnouncementHearer {
 public:
  /// Binds the three ports; one that another program holds for itself is said once and done without.
  AnnouncementListener(loop::EventLoop& loop, RandomSource& random);

  /// `target` is borrowed until forget(). One target for each device_id.
  void follow(const std::string& device_id, AnnouncementTarget& target);
  void forget(const std::string& device_id);

  /// Those that announced themselves from an address of the local network, the first max_heard of them.
  void collect_heard(std::vector<HeardDevice>& heard) const override;

 private:
  void on_announcement(const Announcement& announcement, const std::string& sender) override;
  void on_unreadable(const std::string& sender, const Error& why) override;
  void on_probe_time();
  void remember(const Announcement& announcement, const std::string& sender);

  loop::EventLoop& loop_;
  AnnouncementPorts ports_;
  std::unordered_map<std::string, AnnouncementTarget*> targets_;
  std::map<std::string, HeardDevice> heard_;  ///< by device_id
  unsigned probes_sent_ = 0;
  std::uint64_t unreadable_ = 0;
  loop::Timer probe_timer_;
};

}  // namespace presad::tuya
