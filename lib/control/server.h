// presad's end of the control socket: takes clients, reads their requests, carries replies back. Loop thread.
//
// What a request means is the listener's business. Bounds: limits.h.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "control/acceptor.h"
#include "control/connection.h"
#include "control/request.h"
#include "loop/event_loop.h"

namespace presad::control {

/// Names a request from its arrival to its last reply; never reused.
using CallId = std::uint64_t;

class ServerListener {
 public:
  /// To be answered once, by Server::reply() or refuse(), now or later; a Watch by tell() alone.
  virtual void on_request(CallId call, const Request& request) = 0;
  /// Who asked has gone before he was answered. What is said to him is dropped.
  virtual void on_gone(CallId call) = 0;

 protected:
  ~ServerListener() = default;
};

class Server final : private ConnectionListener {
 public:
  /// `listener` outlives it, and is told nothing once it is being destroyed.
  Server(loop::EventLoop& loop, ServerListener& listener);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens at `path`. Errors as listen_at().
  Result<bool> open(const std::string& path);

  /// `parameters`: a JSON object.
  void reply(CallId call, std::string_view parameters);
  void refuse(CallId call, const Refusal& refusal);
  /// One reply of several.
  void tell(CallId call, std::string_view parameters);

  std::size_t clients() const noexcept { return connections_.size(); }

 private:
  void on_line(Connection& connection, const std::string& line) override;
  void on_endless_line(Connection& connection) override;
  void on_ended(Connection& connection) override;
  void on_clients(loop::Ready ready);
  void accept_some();
  void take_in(Descriptor client);
  void note_shortage(bool short_of);
  bool make_room();
  void bury();
  Connection* find(CallId call);
  void finish(CallId call, std::string_view line);

  loop::EventLoop& loop_;
  ServerListener& listener_;
  std::string path_;
  Acceptor acceptor_;
  bool short_of_descriptors_ = false;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::map<CallId, Connection*> calls_;
  CallId last_call_ = 0;
  loop::SocketWatch watch_;
  loop::Deferred more_clients_;
  loop::Timer retry_;
  loop::Deferred burial_;
};

}  // namespace presad::control
