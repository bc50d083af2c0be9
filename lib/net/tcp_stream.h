// One outgoing TCP connection on the loop: connect, write with a bounded queue, read. What the bytes mean
// and when to give up waiting is the listener's business.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/descriptor.h"
#include "base/result.h"
#include "loop/event_loop.h"

namespace presad::net {

/// Whom a stream tells; on the loop's thread. From inside, the stream may be closed, connected anew or
/// destroyed.
class StreamListener {
 public:
  virtual void on_connected() = 0;
  virtual void on_bytes(ByteView received) = 0;  ///< valid during the call
  /// The connection ended or never came about; the stream is closed already. Kinds: `unreachable`
  /// (no route, no answer), `refused` (port closed), `busy` (closed or reset by the peer).
  virtual void on_closed(const Error& why) = 0;

 protected:
  ~StreamListener() = default;
};

class TcpStream {
 public:
  TcpStream(loop::EventLoop& loop, StreamListener& listener) : loop_(loop), listener_(listener) {}
  ~TcpStream() { close(); }
  TcpStream(const TcpStream&) = delete;
  TcpStream& operator=(const TcpStream&) = delete;

  /// Starts connecting to a numeric IPv4 or IPv6 address. TCP_NODELAY and keepalive are set. No time-out of its own:
  /// the caller has a deadline and closes. on_closed() never comes from inside this call.
  void connect(const std::string& address, std::uint16_t port);

  /// Queues and sends. More than max_queued_bytes unsent: the stream is closed and on_closed() follows on the next
  /// turn.
  void write(ByteView bytes);

  void close() noexcept;  ///< no on_closed() follows
  bool open() const noexcept { return socket_.open(); }
  std::uint16_t local_port() const noexcept;  ///< 0 when not open

  static constexpr std::size_t max_queued_bytes = std::size_t{64} * 1024;

 private:
  void on_ready(loop::Ready ready);
  void finish_connecting();
  void read_all(bool to_the_end);
  void flush();
  void fail_later(Error why);
  void on_later();
  void end(Error why);

  loop::EventLoop& loop_;
  StreamListener& listener_;
  Descriptor socket_;
  bool connecting_ = false;
  bool* gone_ = nullptr;  ///< on a handler's stack: set when the stream was closed, reused or destroyed under it
  Bytes unsent_;          ///< without memory while empty: an idle stream has no buffer at all
  loop::SocketWatch watch_;
  loop::Timer later_{loop_, Delegate<void()>::to<&TcpStream::on_later>(this)};
  std::optional<Error> failed_;  ///< to be told by on_later()
};

}  // namespace presad::net
