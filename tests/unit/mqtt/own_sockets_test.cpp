#include "mqtt/own_sockets.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/loopback_server.h"

using namespace presad::mqtt;
using presad::testing::LoopbackServer;

namespace {

/// A plain connection to `port`, Nagle's algorithm on.
int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  return descriptor;
}

bool has_nodelay(int descriptor) {
  int on = 0;
  socklen_t size = sizeof on;
  REQUIRE(::getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &size) == 0);
  return on != 0;
}

}  // namespace

TEST_CASE("a connection that a library hides is found by its peer's port, and no other is touched") {
  const LoopbackServer broker;
  const LoopbackServer other;
  const int to_broker = connect_to(broker.port());
  const int to_other = connect_to(other.port());
  CHECK(set_tcp_nodelay_towards(broker.port()) == 1);
  CHECK(has_nodelay(to_broker));
  CHECK_FALSE(has_nodelay(to_other));
  ::close(to_broker);
  ::close(to_other);
}

TEST_CASE("a port is told for one of this process's own connections, or not") {
  const LoopbackServer broker;
  const int own = connect_to(broker.port());
  sockaddr_in address{};
  socklen_t size = sizeof address;
  REQUIRE(::getsockname(own, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  CHECK(has_connection_from(ntohs(address.sin_port)));
  ::close(own);
  CHECK_FALSE(has_connection_from(ntohs(address.sin_port)));
  CHECK_FALSE(has_connection_from(presad::testing::free_port()));
}

TEST_CASE("without such a connection nothing happens") {
  CHECK(set_tcp_nodelay_towards(presad::testing::free_port()) == 0);
}
