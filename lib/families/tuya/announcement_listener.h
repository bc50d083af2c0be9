// Hears the announcements of all Tuya devices of the house and passes each to the device it is about; probes
// for those that have no address yet. One for the house; loop thread.
//
// Source: PROTOCOL.md, 2.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "families/family.h"
#include "families/tuya/version.h"
#include "loop/event_loop.h"
#include "net/udp_socket.h"

namespace presad::tuya {

/// A device that wants to know where it is.
class AnnouncementTarget {
 public:
  virtual void on_announced(const std::string& address, std::optional<Version> version) = 0;
  virtual bool wants_probe() const noexcept = 0;

 protected:
  ~AnnouncementTarget() = default;
};

class AnnouncementListener final : public FamilyService, private net::DatagramListener {
 public:
  /// Binds the three ports; one that another program holds for itself is said once and done without.
  AnnouncementListener(loop::EventLoop& loop, RandomSource& random);

  /// `target` is borrowed until forget(). One target for each device_id.
  void follow(const std::string& device_id, AnnouncementTarget& target);
  void forget(const std::string& device_id);

 private:
  void on_datagram(std::uint16_t port, ByteView datagram, const std::string& sender) override;
  void on_probe_time();

  loop::EventLoop& loop_;
  RandomSource& random_;
  std::vector<std::unique_ptr<net::UdpSocket>> sockets_;
  net::UdpSocket* probe_socket_ = nullptr;  ///< bound to the port that answers come to
  std::unordered_map<std::string, AnnouncementTarget*> targets_;
  unsigned probes_sent_ = 0;
  std::uint64_t unreadable_ = 0;
  loop::Timer probe_timer_;
};

}  // namespace presad::tuya
