// One connection that a TcpListener took: reads, writes piece by piece, ends with FIN or RST. On the loop's thread.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "loop/event_loop.h"
#include "simulator/plug_effects.h"

namespace presad::simulator {

/// Whom a connection tells. It may be closed from inside, but not destroyed.
class ConnectionListener {
 public:
  virtual void on_bytes(ConnectionId connection, ByteView received) = 0;  ///< valid during the call
  virtual void on_closed(ConnectionId connection) = 0;                    ///< the client ended it; it is closed already

 protected:
  ~ConnectionListener() = default;
};

class AcceptedConnection {
 public:
  /// Takes over `descriptor`, which is non-blocking. `listener` is borrowed.
  AcceptedConnection(loop::EventLoop& loop, int descriptor, ConnectionId id, ConnectionListener& listener);
  ~AcceptedConnection() { close(false); }
  AcceptedConnection(const AcceptedConnection&) = delete;
  AcceptedConnection& operator=(const AcceptedConnection&) = delete;

  /// Writes `piece` by itself: TCP_NODELAY is set, so that each goes out as its own segment while the client keeps
  /// up. A client that leaves more than max_queued_bytes unread loses what comes after.
  void write(ByteView piece);

  /// `reset`: with RST. No on_closed() follows.
  void close(bool reset) noexcept;
  bool open() const noexcept { return descriptor_ >= 0; }

  /// Nothing gets through any more, not even an acknowledgement; until light().
  void dark() noexcept;
  void light() noexcept;

  static constexpr std::size_t max_queued_bytes = std::size_t{1024} * 1024;

 private:
  void on_ready(loop::Ready ready);
  void read_all();
  void flush();

  int descriptor_;
  ConnectionId id_;
  ConnectionListener& listener_;
  Bytes unsent_;
  loop::SocketWatch watch_;
};

}  // namespace presad::simulator
