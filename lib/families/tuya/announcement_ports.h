// Hears what Tuya devices announce on UDP 6666, 6667 and 7000, and probes for those that stay silent until asked.
// What it means is left to the hearer: presad's announcement_listener.h, or `presa scan`. Loop thread.
//
// Source: PROTOCOL.md, 2.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "families/tuya/announcement.h"
#include "loop/event_loop.h"
#include "net/udp_socket.h"

namespace presad::tuya {

class AnnouncementHearer {
 public:
  /// `sender`: numeric, and of the local network: presad speaks to no other, whatever a datagram claims to come from.
  virtual void on_announcement(const Announcement& announcement, const std::string& sender) = 0;

  /// A datagram that is none. Anybody on the network can send anything here, as often as he likes.
  virtual void on_unreadable(const std::string& sender, const Error& why) = 0;

 protected:
  ~AnnouncementHearer() = default;
};

/// Who gets an answer to our probe when other programs on this machine hear port 7000 too.
enum class Answers : std::uint8_t {
  shared,  ///< one of us, as the kernel likes
  /// We, as long as these ports live: a socket bound to the interface's own address goes before those bound to all.
  ours,
};

class AnnouncementPorts final : net::DatagramListener {
 public:
  struct Refused {
    std::uint16_t port = 0;
    Error why;
  };

  /// Binds the three ports, shared with other programs. All arguments are borrowed for life.
  AnnouncementPorts(loop::EventLoop& loop, RandomSource& random, AnnouncementHearer& hearer, Answers answers);

  /// Ports that another program holds for itself; the others are heard all the same.
  const std::vector<Refused>& refused() const noexcept { return refused_; }

  bool deaf() const noexcept { return sockets_.empty(); }

  /// Asks once on every interface that can broadcast. False: the port that answers come to is not ours, so nothing
  /// was sent.
  bool probe();

 private:
  void on_datagram(std::uint16_t port, ByteView datagram, const std::string& sender) override;
  std::unique_ptr<net::UdpSocket> open(const std::string& address, std::uint16_t port);

  loop::EventLoop& loop_;
  RandomSource& random_;
  AnnouncementHearer& hearer_;
  std::vector<std::unique_ptr<net::UdpSocket>> sockets_;
  net::UdpSocket* probe_socket_ = nullptr;  ///< bound to the port that answers come to
  std::vector<Refused> refused_;
};

}  // namespace presad::tuya
