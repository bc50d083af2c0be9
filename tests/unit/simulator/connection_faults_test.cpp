// The faults of tests/simulator/faults.h that bend bytes and connections do what their rows say to a client. Those of
// the bytes are in outgoing_frames_test.cpp too; those of answers in fault_behaviour_test.cpp.

#include <doctest/doctest.h>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using tuya::CommandCode;
using tuya::Version;

TEST_CASE("split, garbage-before and garbage-between: a client that looks for frames still finds every one") {
  for (const Version version : all_versions) {
    for (const char* name : {"split", "garbage-before", "garbage-between"}) {
      CAPTURE(tuya::name(version));
      CAPTURE(name);
      Bench bench(make_settings(version));
      bench.fault(name);
      Client& client = bench.connect();
      client.set(1, true);
      client.heart_beat();
      CHECK(client.count(CommandCode::status) == 1);
      CHECK(client.count(CommandCode::heart_beat) == 1);
      CHECK(bench.model.relay(1) == Power::on);
    }
  }
}

TEST_CASE("merge: acknowledgement and push arrive as one piece") {
  Bench bench;
  bench.fault("merge=50ms");
  Client& client = bench.connect();
  client.set(1, true);
  CHECK(client.pieces.empty());
  bench.run(milliseconds(50));
  CHECK(client.pieces.size() == 1);
  CHECK(client.heard.size() == 2);
}

TEST_CASE("bad-crc: nothing that arrives passes its check, on any version") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    bench.fault("bad-crc");
    client.heart_beat();
    CHECK(client.heard.empty());
    REQUIRE_FALSE(client.faults.empty());
    CHECK(client.faults[0].error.kind == ErrorKind::integrity);
  }
}

TEST_CASE("absurd-length: no frame is believed") {
  for (const Version version : {Version::v3_3, Version::v3_5}) {
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    bench.fault("absurd-length");
    client.heart_beat();
    CHECK(client.heard.empty());
    REQUIRE_FALSE(client.faults.empty());
    CHECK(client.faults[0].error.kind == ErrorKind::malformed);
  }
}

TEST_CASE("cut-after: the connection ends in the middle of a frame, and the next one likewise") {
  Bench bench;
  bench.fault("cut-after=12");
  for (int times = 0; times < 2; ++times) {
    Client& client = bench.connect();
    client.query();
    REQUIRE(client.pieces.size() == 1);
    CHECK(client.pieces[0].size() == 12);
    CHECK(client.closed);
  }
}

TEST_CASE("late: answers come that much later, and the plug acts at once") {
  Bench bench;
  bench.fault("late=700ms");
  Client& client = bench.connect();
  client.set(1, true);
  CHECK(bench.model.relay(1) == Power::on);
  bench.run(milliseconds(699));
  CHECK(client.heard.empty());
  bench.run(milliseconds(1));
  CHECK(client.heard.size() == 2);
}

TEST_CASE("silent: nothing is said or done, and all is well when it ends") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.take();
    const std::size_t before = client.pieces.size();
    bench.fault("silent");
    client.heart_beat();
    client.set(1, true);
    bench.press();
    CHECK(client.pieces.size() == before);
    CHECK_FALSE(client.closed);
    bench.apply(bench.model.clear_faults(bench.clock.now()));
    client.heart_beat();
    CHECK(client.count(CommandCode::heart_beat) == 1);
  }
}

TEST_CASE("half-dead=2: two answers, then heartbeats only, until a new connection") {
  Bench bench;
  bench.fault("half-dead=2");
  for (int times = 0; times < 2; ++times) {
    Client& client = bench.connect();
    client.query();
    client.query();
    client.query();
    client.set(1, true);
    bench.press();
    client.heart_beat();
    CHECK(client.count(CommandCode::dp_query) == 2);
    CHECK(client.count(CommandCode::control) == 0);
    CHECK(client.count(CommandCode::status) == 0);
    CHECK(client.count(CommandCode::heart_beat) == 1);
    client.close();
  }
}

TEST_CASE("slot-taken: who is connected is thrown out, who comes is turned away as asked") {
  Bench bench;
  Client& before = bench.connect();
  bench.fault("slot-taken");
  CHECK(before.closed);
  Client& closed = bench.connect();
  CHECK(closed.closed);
  CHECK_FALSE(closed.reset);
  bench.fault("slot-taken=reset");
  CHECK(bench.connect().reset);
  bench.fault("slot-taken=silent");
  Client& held = bench.connect();
  held.query();
  CHECK_FALSE(held.closed);
  CHECK(held.pieces.empty());
}

TEST_CASE("accept-reset: every new connection is reset, an old one lives on") {
  PlugSettings settings = make_settings();
  settings.max_connections = 2;
  Bench bench(settings);
  Client& before = bench.connect();
  bench.fault("accept-reset");
  CHECK(bench.connect().reset);
  before.query();
  CHECK(before.count(CommandCode::dp_query) == 1);
}

TEST_CASE("refuse: the port is closed and its connections with it, until the fault ends") {
  Bench bench;
  Client& before = bench.connect();
  bench.fault("refuse");
  CHECK(before.closed);
  CHECK(bench.model.port() == Port::refused);
  bench.apply(bench.model.clear_faults(bench.clock.now()));
  CHECK(bench.model.port() == Port::open);
}
