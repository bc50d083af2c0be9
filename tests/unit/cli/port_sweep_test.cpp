#include "cli/port_sweep.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/loopback_server.h"
#include "support/run_loop.h"

using namespace presad;
using namespace presad::cli;
using presad::testing::run_until;

namespace {

struct Listener final : SweepListener {
  bool skips(const std::string& address) override { return address == skipped; }
  void on_open(const std::string& address) override { open.push_back(address); }
  void on_swept() override { ++swept; }

  std::string skipped;
  std::vector<std::string> open;
  int swept = 0;
};

}  // namespace

TEST_CASE("a sweep finds who listens, hangs up without a word, and tells its end once") {
  loop::EventLoop loop;
  const presad::testing::LoopbackServer server;
  Listener listener;
  // The server is on 127.0.0.1 alone: the others refuse.
  std::vector<std::string> addresses;
  for (std::size_t i = 1; i <= 3 * PortSweep::most_at_once; ++i) addresses.push_back("127.0.0." + std::to_string(i));
  PortSweep sweep(loop, listener, addresses, server.port());
  sweep.start();
  REQUIRE(run_until(loop, [&] { return listener.swept > 0; }));
  CHECK(listener.open == std::vector<std::string>{"127.0.0.1"});
  CHECK(sweep.done() == addresses.size());
  auto peer = server.accept();
  REQUIRE(peer.open());
  REQUIRE(run_until(loop, [&] { return peer.receive(); }));
  CHECK(peer.received().empty());
  CHECK(listener.swept == 1);
}

TEST_CASE("an address that is to be left in peace is never connected to, and an empty sweep ends") {
  loop::EventLoop loop;
  const presad::testing::LoopbackServer server;
  Listener listener;
  listener.skipped = "127.0.0.1";
  PortSweep sweep(loop, listener, {"127.0.0.1"}, server.port());
  sweep.start();
  REQUIRE(run_until(loop, [&] { return listener.swept == 1; }));
  CHECK(listener.open.empty());
  CHECK_FALSE(server.accept().open());
}
