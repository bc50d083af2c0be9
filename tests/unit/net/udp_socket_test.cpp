#include "net/udp_socket.h"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/run_loop.h"

using namespace presad;
using namespace presad::net;
using namespace std::chrono_literals;
using presad::testing::run_for;
using presad::testing::run_until;

namespace {

struct Listener final : DatagramListener {
  void on_datagram(std::uint16_t port, ByteView datagram, const std::string& sender) override {
    received.emplace_back(as_text(datagram));
    last_port = port;
    last_sender = sender;
    if (action) action();
  }
  std::vector<std::string> received;
  std::uint16_t last_port = 0;
  std::string last_sender;
  std::function<void()> action;
};

}  // namespace

TEST_CASE("a datagram arrives whole with its sender's address and the port it came to") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket receiver(loop, listener);
  REQUIRE(receiver.bind("127.0.0.1", 0));
  REQUIRE(receiver.port() != 0);
  UdpSocket sender(loop, listener);
  REQUIRE(sender.bind("127.0.0.2", 0));
  CHECK(sender.send_to("127.0.0.1", receiver.port(), as_bytes("announcement")));
  REQUIRE(run_until(loop, [&] { return !listener.received.empty(); }));
  CHECK(listener.received.front() == "announcement");
  CHECK(listener.last_sender == "127.0.0.2");
  CHECK(listener.last_port == receiver.port());
}

TEST_CASE("a datagram of more than 2048 bytes arrives cut, an empty one as it is") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket socket(loop, listener);
  REQUIRE(socket.bind("127.0.0.1", 0));
  CHECK(socket.send_to("127.0.0.1", socket.port(), as_bytes(std::string(5000, 'x'))));
  CHECK(socket.send_to("127.0.0.1", socket.port(), {}));
  REQUIRE(run_until(loop, [&] { return listener.received.size() == 2; }));
  CHECK(listener.received[0] == std::string(2048, 'x'));
  CHECK(listener.received[1].empty());
}

TEST_CASE("a flood of datagrams is read to the end, in portions") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket socket(loop, listener);
  REQUIRE(socket.bind("127.0.0.1", 0));
  std::size_t sent = 0;
  for (int i = 0; i < 150; ++i) sent += socket.send_to("127.0.0.1", socket.port(), as_bytes(std::to_string(i))) ? 1 : 0;
  REQUIRE(sent == 150);
  sd_event_run(loop.handle(), 1'000'000);
  CHECK(listener.received.size() == 64);
  REQUIRE(run_until(loop, [&] { return listener.received.size() == sent; }));
  for (std::size_t i = 0; i < sent; ++i) REQUIRE(listener.received[i] == std::to_string(i));
}

TEST_CASE("two programs can be bound to one port") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket first(loop, listener);
  REQUIRE(first.bind("127.0.0.1", 0));
  UdpSocket second(loop, listener);
  CHECK(second.bind("127.0.0.1", first.port()));
}

TEST_CASE("a name instead of an address is an error, at bind and at send") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket socket(loop, listener);
  const auto bound = socket.bind("localhost", 0);
  REQUIRE_FALSE(bound);
  CHECK(bound.error().kind == ErrorKind::unreachable);
  CHECK_FALSE(socket.send_to("127.0.0.1", 6666, as_bytes("x")));  // not bound
  REQUIRE(socket.bind("127.0.0.1", 0));
  CHECK_FALSE(socket.send_to("localhost", 6666, as_bytes("x")));
}

TEST_CASE("an address that is not ours cannot be bound, and the error says why") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket socket(loop, listener);
  const auto bound = socket.bind("192.0.2.1", 0);  // TEST-NET-1, RFC 5737
  REQUIRE_FALSE(bound);
  CHECK(bound.error().what.find("address") != std::string::npos);
}

TEST_CASE("the listener may close or destroy the socket from inside") {
  loop::EventLoop loop;
  Listener listener;
  auto socket = std::make_unique<UdpSocket>(loop, listener);
  REQUIRE(socket->bind("127.0.0.1", 0));
  for (int i = 0; i < 3; ++i) socket->send_to("127.0.0.1", socket->port(), as_bytes("x"));
  SUBCASE("close") {
    listener.action = [&] { socket->close(); };
  }
  SUBCASE("destroy") {
    listener.action = [&] { socket.reset(); };
  }
  REQUIRE(run_until(loop, [&] { return !listener.received.empty(); }));
  run_for(loop, 20ms);
  CHECK(listener.received.size() == 1);
}

TEST_CASE("sending to a port where nobody listens does not stop the socket from receiving") {
  loop::EventLoop loop;
  Listener listener;
  UdpSocket socket(loop, listener);
  REQUIRE(socket.bind("127.0.0.1", 0));
  CHECK(socket.send_to("127.0.0.1", 9, as_bytes("x")));
  CHECK(socket.send_to("127.0.0.1", socket.port(), as_bytes("y")));
  CHECK(run_until(loop, [&] { return listener.received == std::vector<std::string>{"y"}; }));
}

TEST_CASE("interfaces that can broadcast have a name and two addresses, and loopback is not among them") {
  for (const Interface& one : broadcast_interfaces()) {
    CHECK_FALSE(one.name.empty());
    CHECK_FALSE(one.broadcast.empty());
    CHECK(one.address.substr(0, 4) != "127.");
  }
}
