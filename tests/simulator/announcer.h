// A plug's announcements by UDP, and its answers to probes, on real sockets.
//
// What is announced is families/tuya/announcement.h's business. Source: lib/families/tuya/PROTOCOL.md, 2.

#pragma once

#include <cstdint>
#include <string>

#include "base/random.h"
#include "families/tuya/announcement.h"
#include "loop/event_loop.h"
#include "net/udp_socket.h"

namespace presad::simulator {

struct AnnouncerSettings {
  std::string target;  ///< where announcements go; empty: the plug never announces itself
  Duration interval = std::chrono::seconds{5};
  bool when_asked = false;  ///< silent until a probe comes to `target`, port 7000: newer 3.5 devices
};

class Announcer final : net::DatagramListener {
 public:
  /// `random` is borrowed.
  Announcer(loop::EventLoop& loop, AnnouncerSettings settings, RandomSource& random);

  /// From now on announces `announcement` from its address: at once, then at every interval. Replaces what it announced
  /// before. Errors: `unreachable`: the address is not this machine's, or the port is taken.
  Result<bool> start(const tuya::Announcement& announcement);
  void stop();

 private:
  void on_datagram(std::uint16_t port, ByteView datagram, const std::string& sender) override;
  void on_interval();

  AnnouncerSettings settings_;
  RandomSource& random_;
  tuya::Announcement announcement_;
  net::UdpSocket sender_;
  net::UdpSocket probes_;
  loop::Timer timer_;
};

}  // namespace presad::simulator
