// One client of the control socket: its lines in, one at a time, and what it is answered out, bounded. Loop thread.
//
// A client that asks without reading is not listened to; one that is told more than it reads is hung up on.

#pragma once

#include <string>
#include <string_view>

#include "control/limits.h"
#include "control/line_buffer.h"
#include "control/unix_socket.h"
#include "loop/event_loop.h"

namespace presad::control {

class Connection;

class ConnectionListener {
 public:
  /// Not before the last one was answered, and one a turn of the loop at most.
  virtual void on_line(Connection& connection, const std::string& line) = 0;
  /// Bytes without end, and no line feed among them.
  virtual void on_endless_line(Connection& connection) = 0;
  /// It is over: to be destroyed on a later turn.
  virtual void on_ended(Connection& connection) = 0;

 protected:
  ~ConnectionListener() = default;
};

class Connection {
 public:
  /// `listener` outlives it.
  Connection(loop::EventLoop& loop, Descriptor descriptor, ConnectionListener& listener);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Begins to read. Once, after whoever listens has taken it in.
  void start();

  /// A request is being answered: no further line is told until free() is called.
  void occupy(bool watching) noexcept;
  void free();

  /// Sends or queues; ends the connection where max_unread_size would be passed.
  void write(std::string_view bytes);

  /// Ends it now, whatever waits.
  void end();

  bool ended() const noexcept { return !descriptor_.open(); }
  bool occupied() const noexcept { return occupied_; }
  bool watching() const noexcept { return watching_; }
  /// Nobody waits for anything of presad's on it.
  bool idle() { return !occupied_ && !lines_.has_line(); }
  Timestamp active_at() const noexcept { return active_at_; }

 private:
  void on_ready(loop::Ready ready);
  void on_turn();
  void read();
  void flush();

  loop::EventLoop& loop_;
  Descriptor descriptor_;
  ConnectionListener& listener_;
  LineBuffer lines_{max_request_size + 1};
  std::string unsent_;
  bool occupied_ = false;
  bool watching_ = false;
  bool unread_ = false;    ///< there may be more to read, and its turn was over
  bool finished_ = false;  ///< it says nothing more, but may still read
  Timestamp active_at_;
  loop::SocketWatch watch_;
  loop::Deferred turn_;
};

}  // namespace presad::control
