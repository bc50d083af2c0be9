// Datagrams on the loop: plugs' announcements, and the active probe.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/descriptor.h"
#include "base/result.h"
#include "loop/event_loop.h"

namespace presad::net {

class DatagramListener {
 public:
  /// On the loop's thread; the socket may be closed or destroyed from inside. `port`: the bound one. `sender` is a
  /// numeric address. At most 2048 bytes; longer datagrams arrive cut.
  virtual void on_datagram(std::uint16_t port, ByteView datagram, const std::string& sender) = 0;

 protected:
  ~DatagramListener() = default;
};

/// A bound IPv4 UDP port, shared with other programs (SO_REUSEADDR, SO_REUSEPORT), broadcast allowed.
class UdpSocket {
 public:
  UdpSocket(loop::EventLoop& loop, DatagramListener& listener) : loop_(loop), listener_(listener) {}
  ~UdpSocket() { close(); }
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  /// `address` is numeric; an open socket is closed first. Of several programs bound to one port each gets
  /// a broadcast, and one of them a datagram sent to the port alone. Errors: `unreachable`, with errno's words.
  Result<bool> bind(const std::string& address, std::uint16_t port);

  /// Sends and forgets; false when the kernel refused.
  bool send_to(const std::string& address, std::uint16_t port, ByteView datagram);

  void close() noexcept;
  std::uint16_t port() const noexcept { return port_; }  ///< also when bound to 0, which lets the kernel choose

 private:
  void on_ready(loop::Ready ready);
  void read_some();

  loop::EventLoop& loop_;
  DatagramListener& listener_;
  Descriptor socket_;
  std::uint16_t port_ = 0;
  bool* gone_ = nullptr;  ///< on a handler's stack: set when the socket was closed or destroyed under it
  loop::SocketWatch watch_;
  loop::Timer later_{loop_, Delegate<void()>::to<&UdpSocket::read_some>(this)};  ///< the rest of a flood
};

/// One IPv4 interface that can broadcast.
struct Interface {
  std::string name;
  std::string address;
  std::string broadcast;
};

/// Those that are up, loopback left out. Empty on failure.
std::vector<Interface> broadcast_interfaces();

}  // namespace presad::net
