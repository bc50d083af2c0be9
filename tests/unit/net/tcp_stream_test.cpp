#include "net/tcp_stream.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "support/loopback_server.h"
#include "support/run_loop.h"

using namespace presad;
using namespace presad::net;
using namespace std::chrono_literals;
using presad::testing::free_port;
using presad::testing::LoopbackPeer;
using presad::testing::LoopbackServer;
using presad::testing::run_for;
using presad::testing::run_until;

namespace {

/// Notes what it is told; a test may hang an action onto each event.
struct Listener final : StreamListener {
  void on_connected() override {
    ++connected;
    if (when_connected) when_connected();
  }
  void on_bytes(ByteView bytes) override {
    received += as_text(bytes);
    ++calls;
    if (when_bytes) when_bytes();
  }
  void on_closed(const Error& why) override {
    closed.push_back(why);
    if (when_closed) when_closed();
  }

  int connected = 0;
  int calls = 0;
  std::string received;
  std::vector<Error> closed;
  std::function<void()> when_connected;
  std::function<void()> when_bytes;
  std::function<void()> when_closed;
};

/// A stream that is connected to a peer.
struct Connected {
  Connected() : stream(std::make_unique<TcpStream>(loop, listener)) {
    stream->connect("127.0.0.1", server.port());
    REQUIRE(run_until(loop, [&] {
      if (!peer.open()) peer = server.accept();
      return peer.open() && listener.connected == 1;
    }));
  }

  loop::EventLoop loop;
  LoopbackServer server;
  LoopbackPeer peer;
  Listener listener;
  std::unique_ptr<TcpStream> stream;
};

/// Writes, while nobody reads, until the stream gives up; how many bytes it had taken.
std::size_t write_until_closed(Connected& house) {
  std::size_t taken = 0;
  const std::string frame(64, 'x');
  for (; house.stream->open(); taken += frame.size()) house.stream->write(as_bytes(frame));
  return taken;
}

}  // namespace

TEST_CASE("a connection is told once, has a local port and carries bytes both ways") {
  Connected house;
  CHECK(house.stream->open());
  CHECK(house.stream->local_port() != 0);
  house.stream->write(as_bytes("ping"));
  CHECK(run_until(house.loop, [&] { return house.peer.receive(), house.peer.received() == "ping"; }));
  house.peer.send("pong");
  CHECK(run_until(house.loop, [&] { return house.listener.received == "pong"; }));
  CHECK(house.listener.connected == 1);
  CHECK(house.listener.closed.empty());
}

TEST_CASE("a closed port is refused, and never from inside connect()") {
  loop::EventLoop loop;
  Listener listener;
  TcpStream stream(loop, listener);
  stream.connect("127.0.0.1", free_port());
  CHECK(listener.closed.empty());
  REQUIRE(run_until(loop, [&] { return !listener.closed.empty(); }));
  CHECK(listener.closed.front().kind == ErrorKind::refused);
  CHECK_FALSE(stream.open());
  CHECK(listener.connected == 0);
}

TEST_CASE("an address that is none is unreachable, told later, and no name server is asked") {
  loop::EventLoop loop;
  Listener listener;
  TcpStream stream(loop, listener);
  stream.connect("plug.example", 6668);
  CHECK(listener.closed.empty());
  REQUIRE(run_until(loop, [&] { return !listener.closed.empty(); }));
  CHECK(listener.closed.front().kind == ErrorKind::unreachable);
}

TEST_CASE("a network without a route is unreachable, told later") {
  loop::EventLoop loop;
  Listener listener;
  TcpStream stream(loop, listener);
  stream.connect("255.255.255.255", 6668);  // the kernel refuses TCP to it at once
  CHECK(listener.closed.empty());
  REQUIRE(run_until(loop, [&] { return !listener.closed.empty(); }));
  CHECK(listener.closed.front().kind == ErrorKind::unreachable);
}

TEST_CASE("closing forgets a failure that was about to be told") {
  loop::EventLoop loop;
  Listener listener;
  TcpStream stream(loop, listener);
  stream.connect("nonsense", 1);
  stream.close();
  run_for(loop, 20ms);
  CHECK(listener.closed.empty());
}

TEST_CASE("a connect that nobody answers is the caller's to end, and ends silently") {
  loop::EventLoop loop;
  const LoopbackServer full(0);
  Listener filler;
  std::vector<std::unique_ptr<TcpStream>> queue;  // fills the backlog: further SYNs are dropped
  for (int i = 0; i < 4; ++i) {
    queue.push_back(std::make_unique<TcpStream>(loop, filler));
    queue.back()->connect("127.0.0.1", full.port());
  }
  run_for(loop, 50ms);
  Listener listener;
  TcpStream stream(loop, listener);
  stream.connect("127.0.0.1", full.port());
  run_for(loop, 100ms);
  CHECK(stream.open());
  CHECK(listener.connected == 0);
  stream.close();
  CHECK_FALSE(stream.open());
  run_for(loop, 20ms);
  CHECK(listener.connected == 0);
  CHECK(listener.closed.empty());
}

TEST_CASE("the other side's orderly end is told as busy, after all it sent") {
  Connected house;
  house.peer.send("last words");
  house.peer.finish_sending();
  REQUIRE(run_until(house.loop, [&] { return !house.listener.closed.empty(); }));
  CHECK(house.listener.received == "last words");
  CHECK(house.listener.closed.front().kind == ErrorKind::busy);
  CHECK(house.listener.closed.size() == 1);
  CHECK_FALSE(house.stream->open());
}

TEST_CASE("a reset by the peer is told as busy") {
  Connected house;
  house.peer.reset();
  REQUIRE(run_until(house.loop, [&] { return !house.listener.closed.empty(); }));
  CHECK(house.listener.closed.front().kind == ErrorKind::busy);
}

TEST_CASE("what arrived before a failed write is still read, and the failure told once") {
  Connected house;
  house.peer.send("answer");
  house.peer.reset();
  for (int i = 0; i < 3; ++i) house.stream->write(as_bytes("more"));  // the kernel knows of the reset by now
  REQUIRE(run_until(house.loop, [&] { return !house.listener.closed.empty(); }));
  CHECK(house.listener.received == "answer");
  run_for(house.loop, 10ms);
  CHECK(house.listener.closed.size() == 1);
}

TEST_CASE("bytes written while still connecting leave first, in order") {
  loop::EventLoop loop;
  const LoopbackServer server;
  Listener listener;
  TcpStream stream(loop, listener);
  listener.when_connected = [&] { stream.write(as_bytes("two")); };
  stream.connect("127.0.0.1", server.port());
  stream.write(as_bytes("one "));
  LoopbackPeer peer;
  CHECK(run_until(loop, [&] {
    if (!peer.open()) peer = server.accept();
    if (peer.open()) peer.receive();
    return peer.received() == "one two";
  }));
}

TEST_CASE("bytes that come one at a time all arrive, in order") {
  Connected house;
  const std::string text = "000055aa0000000000000009000000180000aa55";
  for (const char letter : text) {
    REQUIRE(house.peer.send(std::string(1, letter)) == 1);
    run_for(house.loop, 0ms);
    sd_event_run(house.loop.handle(), 1000);
  }
  CHECK(run_until(house.loop, [&] { return house.listener.received == text; }));
}

TEST_CASE("a mebibyte goes out and comes back whole, in portions that let others work") {
  Connected house;
  std::string sent(1024 * 1024, '\0');
  for (std::size_t i = 0; i < sent.size(); ++i) sent[i] = static_cast<char>(i * 31 + i / 251);
  std::size_t written = 0;
  std::size_t echoed = 0;
  const bool complete = run_until(house.loop, [&] {
    const std::size_t in_flight = written - echoed;
    if (written < sent.size() && in_flight < TcpStream::max_queued_bytes / 2) {
      const std::size_t size = std::min<std::size_t>(8192, sent.size() - written);
      house.stream->write(as_bytes(std::string_view(sent).substr(written, size)));
      written += size;
    }
    house.peer.receive();
    const std::string& there = house.peer.received();
    echoed += house.peer.send(as_bytes(std::string_view(there).substr(echoed)));
    return house.listener.received.size() == sent.size();
  });
  REQUIRE(complete);
  CHECK(house.listener.received == sent);
}

TEST_CASE("a peer that reads nothing fills the queue up to its bound and is then given up") {
  Connected house;
  CHECK(write_until_closed(house) > TcpStream::max_queued_bytes);
  CHECK(house.listener.closed.empty());  // not from inside write()
  REQUIRE(run_until(house.loop, [&] { return !house.listener.closed.empty(); }));
  CHECK(house.listener.closed.front().kind == ErrorKind::unreachable);
  CHECK(house.listener.closed.size() == 1);
}

TEST_CASE("half-written data goes on as soon as the peer reads, whole and in order") {
  // How much the kernel takes is its own affair and varies a little: what one connection took, the next one
  // takes up to about half a queue. Where it did not, that connection was given up, and another is tried.
  for (int attempt = 0; attempt < 20; ++attempt) {
    std::size_t capacity = 0;  // of the kernel and the queue together
    {
      Connected measured;
      capacity = write_until_closed(measured);
    }
    Connected house;
    std::string sent;
    for (int number = 0; house.stream->open() && sent.size() + TcpStream::max_queued_bytes / 2 < capacity; ++number) {
      std::string frame = std::to_string(number);
      frame.resize(64, '.');
      house.stream->write(as_bytes(frame));
      sent += frame;
    }
    if (!house.stream->open()) continue;
    CHECK(run_until(house.loop, [&] { return house.peer.receive(), house.peer.received().size() == sent.size(); }));
    CHECK(house.peer.received() == sent);
    CHECK(house.listener.closed.empty());
    return;
  }
  FAIL("no connection took what the one before it took");
}

TEST_CASE("writing to a stream that is not open does nothing") {
  loop::EventLoop loop;
  Listener listener;
  TcpStream stream(loop, listener);
  stream.write(as_bytes("lost"));
  run_for(loop, 10ms);
  CHECK(listener.closed.empty());
  CHECK(stream.local_port() == 0);
}

TEST_CASE("no byte reaches the listener after it closed the stream from inside") {
  Connected house;
  house.listener.when_bytes = [&] { house.stream->close(); };
  house.peer.send(std::string(100'000, 'z'));  // more than one portion
  REQUIRE(run_until(house.loop, [&] { return house.listener.calls > 0; }));
  run_for(house.loop, 20ms);
  CHECK(house.listener.calls == 1);
  CHECK(house.listener.closed.empty());
}

TEST_CASE("the listener may destroy the stream in each of its calls") {
  SUBCASE("while it is told of bytes") {
    Connected house;
    house.listener.when_bytes = [&] { house.stream.reset(); };
    house.peer.send("bye");
    CHECK(run_until(house.loop, [&] { return !house.stream; }));
    run_for(house.loop, 10ms);
  }
  SUBCASE("while it is told of the end") {
    Connected house;
    house.listener.when_closed = [&] { house.stream.reset(); };
    house.peer.reset();
    CHECK(run_until(house.loop, [&] { return !house.stream; }));
  }
  SUBCASE("while it is told of the connection") {
    loop::EventLoop loop;
    const LoopbackServer server;
    Listener listener;
    auto stream = std::make_unique<TcpStream>(loop, listener);
    listener.when_connected = [&] { stream.reset(); };
    stream->connect("127.0.0.1", server.port());
    CHECK(run_until(loop, [&] { return !stream; }));
    run_for(loop, 10ms);
  }
  SUBCASE("while it is told of a failure that was put off") {
    loop::EventLoop loop;
    Listener listener;
    auto stream = std::make_unique<TcpStream>(loop, listener);
    listener.when_closed = [&] { stream.reset(); };
    stream->connect("nonsense", 1);
    CHECK(run_until(loop, [&] { return !stream; }));
  }
}

TEST_CASE("connecting anew inside on_closed() works, and the old connection's bytes do not leak into it") {
  Connected house;
  LoopbackPeer second;
  house.listener.when_closed = [&] {
    house.listener.received.clear();
    house.stream->connect("127.0.0.1", house.server.port());
  };
  house.peer.send("old");
  house.peer.reset();
  REQUIRE(run_until(house.loop, [&] {
    if (!second.open()) second = house.server.accept();
    return house.listener.connected == 2 && second.open();
  }));
  second.send("new");
  CHECK(run_until(house.loop, [&] { return house.listener.received == "new"; }));
}

TEST_CASE("connecting anew inside on_bytes() drops what else the old connection had sent") {
  Connected house;
  const LoopbackServer other;
  bool moved = false;
  house.listener.when_bytes = [&] {
    if (std::exchange(moved, true)) return;
    house.listener.received.clear();
    house.stream->connect("127.0.0.1", other.port());
  };
  house.peer.send(std::string(100'000, 'o'));
  LoopbackPeer second;
  REQUIRE(run_until(house.loop, [&] {
    if (!second.open()) second = other.accept();
    return house.listener.connected == 2 && second.open();
  }));
  second.send("new");
  CHECK(run_until(house.loop, [&] { return house.listener.received == "new"; }));
}

TEST_CASE("an IPv6 address is taken as well") {
  loop::EventLoop loop;
  Listener listener;
  TcpStream stream(loop, listener);
  stream.connect("::1", free_port());
  REQUIRE(run_until(loop, [&] { return !listener.closed.empty(); }));
  // Refused where there is IPv6, unreachable where there is none; never "not an address".
  CHECK(listener.closed.front().what.find("numeric") == std::string::npos);
}
