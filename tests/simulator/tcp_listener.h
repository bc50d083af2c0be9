// A listening TCP socket on the loop, which can also look closed or not there at all. On the loop's thread.

#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "loop/event_loop.h"

namespace presad::simulator {

/// Who takes new connections.
class AcceptListener {
 public:
  virtual void on_accepted(int descriptor) = 0;  ///< the descriptor is the callee's, non-blocking

 protected:
  ~AcceptListener() = default;
};

class TcpListener {
 public:
  TcpListener(loop::EventLoop& loop, AcceptListener& listener) : loop_(loop), listener_(listener) {}
  ~TcpListener() { close(); }
  TcpListener(const TcpListener&) = delete;
  TcpListener& operator=(const TcpListener&) = delete;

  /// Listens at a numeric IPv4 address; `port` 0: any free one. Replaces what was open.
  /// Errors: `unreachable`, with errno's words.
  Result<bool> open(const std::string& address, std::uint16_t port);

  /// Who connects is refused.
  void close() noexcept;

  /// Who connects gets no answer of any kind; until open().
  void dark() noexcept;

  /// The port listened on, or listened on last; 0 before the first open().
  std::uint16_t port() const noexcept { return port_; }

 private:
  void on_ready(loop::Ready ready);

  loop::EventLoop& loop_;
  AcceptListener& listener_;
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
  loop::SocketWatch watch_;
};

}  // namespace presad::simulator
