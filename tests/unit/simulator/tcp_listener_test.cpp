// tests/simulator/tcp_listener.h, accepted_connection.h and packet_filter.h, on loopback.

#include "simulator/tcp_listener.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>

#include "simulator/accepted_connection.h"
#include "unit/simulator/stream_client.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;

namespace {

constexpr const char* address = "127.0.77.2";

/// Accepts everything and sends every byte back.
class Echo final : AcceptListener, ConnectionListener {
 public:
  explicit Echo(loop::EventLoop& loop) : loop_(loop), listener(loop, accepting()) {
    REQUIRE(listener.open(address, 0).has_value());
  }

  AcceptedConnection& last() { return *connections_.rbegin()->second; }
  std::size_t accepted() const { return connections_.size(); }

 private:
  loop::EventLoop& loop_;

 public:
  TcpListener listener;
  Bytes received;
  bool closed = false;

 private:
  AcceptListener& accepting() { return *this; }
  void on_accepted(int descriptor) override {
    const auto id = static_cast<ConnectionId>(connections_.size() + 1);
    ConnectionListener& self = *this;
    connections_[id] = std::make_unique<AcceptedConnection>(loop_, descriptor, id, self);
  }
  void on_bytes(ConnectionId connection, ByteView bytes) override {
    append(received, bytes);
    connections_.at(connection)->write(bytes);
  }
  void on_closed(ConnectionId /*connection*/) override { closed = true; }

  std::map<ConnectionId, std::unique_ptr<AcceptedConnection>> connections_;
};

}  // namespace

TEST_CASE("bytes go both ways, and the port found stays known") {
  loop::EventLoop loop;
  Echo echo(loop);
  CHECK(echo.listener.port() != 0);
  StreamClient client(loop, address, echo.listener.port());
  REQUIRE(client.wait_connected());
  client.stream.write(as_bytes("hello"));
  CHECK(client.wait([&] { return as_text(client.received) == "hello"; }));
}

TEST_CASE("more than a socket takes at once arrives whole") {
  loop::EventLoop loop;
  Echo echo(loop);
  StreamClient client(loop, address, echo.listener.port());
  REQUIRE(client.wait_connected());
  REQUIRE(testing::run_until(loop, [&] { return echo.accepted() == 1; }));
  const Bytes much(AcceptedConnection::max_queued_bytes, 'x');
  echo.last().write(much);
  CHECK(client.wait([&] { return client.received.size() == much.size(); }));
}

TEST_CASE("a client that hangs up is told once") {
  loop::EventLoop loop;
  Echo echo(loop);
  StreamClient client(loop, address, echo.listener.port());
  REQUIRE(client.wait_connected());
  client.stream.close();
  CHECK(testing::run_until(loop, [&] { return echo.closed; }));
  CHECK_FALSE(echo.last().open());
}

TEST_CASE("a connection can be closed in good order or reset") {
  for (const bool reset : {false, true}) {
    loop::EventLoop loop;
    Echo echo(loop);
    StreamClient client(loop, address, echo.listener.port());
    REQUIRE(client.wait_connected());
    REQUIRE(testing::run_until(loop, [&] { return echo.accepted() == 1; }));
    echo.last().close(reset);
    REQUIRE(client.wait_closed());
    CHECK(client.why == ErrorKind::busy);
    CHECK_FALSE(echo.closed);
  }
}

TEST_CASE("a closed listener refuses") {
  loop::EventLoop loop;
  Echo echo(loop);
  echo.listener.close();
  StreamClient client(loop, address, echo.listener.port());
  REQUIRE(client.wait_closed());
  CHECK(client.why == ErrorKind::refused);
}

TEST_CASE("a dark listener does not answer, and opens again on the same port") {
  loop::EventLoop loop;
  Echo echo(loop);
  const std::uint16_t port = echo.listener.port();
  echo.listener.dark();
  StreamClient client(loop, address, port);
  testing::run_for(loop, milliseconds(100));
  CHECK_FALSE(client.connected);
  CHECK_FALSE(client.closed);
  client.stream.close();
  REQUIRE(echo.listener.open(address, port).has_value());
  StreamClient next(loop, address, port);
  CHECK(next.wait_connected());
}

TEST_CASE("a dark connection swallows bytes; in the light again they arrive") {
  loop::EventLoop loop;
  Echo echo(loop);
  StreamClient client(loop, address, echo.listener.port());
  REQUIRE(client.wait_connected());
  REQUIRE(testing::run_until(loop, [&] { return echo.accepted() == 1; }));
  echo.last().dark();
  client.stream.write(as_bytes("is anybody there"));
  testing::run_for(loop, milliseconds(100));
  CHECK(echo.received.empty());
  CHECK_FALSE(client.closed);
  echo.last().light();
  CHECK(client.wait([&] { return as_text(client.received) == "is anybody there"; }));  // sent again by the kernel
}

TEST_CASE("an address of another machine, a taken port and no address at all are told apart by their reason") {
  loop::EventLoop loop;
  Echo echo(loop);
  Echo other(loop);
  CHECK(other.listener.open("192.0.2.1", 0).error().what.find("192.0.2.1") != std::string::npos);
  CHECK(other.listener.open(address, echo.listener.port()).error().kind == ErrorKind::unreachable);
  CHECK(other.listener.open("localhost", 0).error().what == "localhost is not an IPv4 address");
}
