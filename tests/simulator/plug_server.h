// A PlugModel on real sockets: hands it bytes and time, does what it asks for. On the loop's thread.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "simulator/accepted_connection.h"
#include "simulator/action.h"
#include "simulator/announcer.h"
#include "simulator/fleet.h"
#include "simulator/plug_model.h"
#include "simulator/tcp_listener.h"

namespace presad::simulator {

/// Who prints what plugs tell.
class LineListener {
 public:
  virtual void on_line(unsigned plug, const std::string& line) = 0;

 protected:
  ~LineListener() = default;
};

class PlugServer final : AcceptListener, ConnectionListener {
 public:
  /// `random` and `lines` are borrowed.
  PlugServer(loop::EventLoop& loop, const PlugPlan& plan, AnnouncerSettings announcements, RandomSource& random,
             LineListener& lines);
  PlugServer(const PlugServer&) = delete;
  PlugServer& operator=(const PlugServer&) = delete;

  /// Listens and announces itself. Once; what goes wrong later is told as a line.
  /// Errors: `unreachable`.
  Result<bool> start();

  /// Does what `action` says; Wait and Quit are not for a plug.
  void perform(const Action& action);
  void set_fault(const Fault& fault);

  const PlugPlan& plan() const noexcept { return plan_; }
  std::uint16_t port() const noexcept { return listener_.port(); }

 private:
  void on_accepted(int descriptor) override;
  void on_bytes(ConnectionId connection, ByteView received) override;
  void on_closed(ConnectionId connection) override;
  void on_deadline();
  void on_clearing();

  void apply(const PlugEffects& effects);
  void follow_port();
  Result<bool> open_port();
  Result<bool> announce();
  Result<bool> settle();
  void move(const std::string& address);
  void press(unsigned relay);
  void set_value(const Datapoint& datapoint);
  std::string render_state() const;

  loop::EventLoop& loop_;
  PlugPlan plan_;
  LineListener& lines_;
  PlugModel model_;
  Announcer announcer_;
  TcpListener listener_;
  loop::Timer timer_;
  loop::Deferred clearing_;
  bool started_ = false;
  Port shown_ = Port::dark;  ///< what the sockets look like
  std::map<ConnectionId, std::unique_ptr<AcceptedConnection>> connections_;
  std::vector<std::unique_ptr<AcceptedConnection>> left_behind_;  ///< by the last move: dark, and not known any more
  ConnectionId last_connection_ = 0;
};

}  // namespace presad::simulator
