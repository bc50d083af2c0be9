// The other end of a TCP connection on loopback, driven by hand from the test's own thread.

#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace presad::testing {

/// A connection that was accepted. Nothing blocks.
class LoopbackPeer {
 public:
  explicit LoopbackPeer(int descriptor = -1) : descriptor_(descriptor) {}
  LoopbackPeer(LoopbackPeer&& other) noexcept;
  LoopbackPeer& operator=(LoopbackPeer&& other) noexcept;
  ~LoopbackPeer() { close(); }

  bool open() const noexcept { return descriptor_ >= 0; }

  /// How many of `bytes` went into the socket.
  std::size_t send(ByteView bytes) const;
  std::size_t send(const std::string& text) const { return send(as_bytes(text)); }

  /// Adds what has come by now to received(), at most `limit` bytes. True when the other side hung up.
  bool receive(std::size_t limit = 1024 * 1024);
  const std::string& received() const noexcept { return received_; }

  void finish_sending() const;  ///< FIN: the other side reads the end, and can still write
  void reset();                 ///< RST: as a plug does whose power was cut and came back
  void close();

 private:
  int descriptor_ = -1;
  std::string received_;
};

/// A listening port of its own on 127.0.0.1.
class LoopbackServer {
 public:
  explicit LoopbackServer(int backlog = 16);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::uint16_t port() const noexcept { return port_; }

  /// The next connection, or one that is not open() when nobody knocked yet.
  LoopbackPeer accept() const;

 private:
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
};

/// A port of 127.0.0.1 on which nobody listens just now.
std::uint16_t free_port();

}  // namespace presad::testing
