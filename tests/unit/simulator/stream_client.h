// A client on a real socket, for tests of the simulator's stage: what it saw stands in its public members.

#pragma once

#include <string>

#include "base/bytes.h"
#include "net/tcp_stream.h"
#include "support/run_loop.h"

namespace presad::simulator {

class StreamClient final : net::StreamListener {
 public:
  StreamClient(loop::EventLoop& loop, const std::string& address, std::uint16_t port)
      : loop_(loop), stream(loop, self()) {
    stream.connect(address, port);
  }

  /// Waits for the condition on this client.
  template <class Condition>
  bool wait(Condition condition) {
    return testing::run_until(loop_, condition);
  }
  bool wait_connected() {
    return wait([this] { return connected || closed; }) && connected;
  }
  bool wait_closed() {
    return wait([this] { return closed; });
  }

 private:
  loop::EventLoop& loop_;

 public:
  Bytes received;
  bool connected = false;
  bool closed = false;
  ErrorKind why{};
  net::TcpStream stream;

 private:
  net::StreamListener& self() { return *this; }
  void on_connected() override { connected = true; }
  void on_bytes(ByteView bytes) override { append(received, bytes); }
  void on_closed(const Error& error) override {
    closed = true;
    why = error.kind;
  }
};

}  // namespace presad::simulator
