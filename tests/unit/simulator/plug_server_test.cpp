// tests/simulator/plug_server.h: the model on real sockets, on loopback.

#include "simulator/plug_server.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "unit/simulator/server_stage.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using tuya::CommandCode;
using tuya::Version;

TEST_CASE("a client on a real socket sets a relay and hears of a press") {
  ServerStage stage;
  const auto client = stage.connect();
  client->stream.write(encoded(tuya::make_set(Version::v3_3, addressee, {{1, true}}, {})));
  REQUIRE(client->wait([&] { return decoded(*client).size() == 2; }));
  CHECK(stage.wait_line("switched relay=1 power=on by=client"));
  stage.act("press 1");
  REQUIRE(client->wait([&] { return decoded(*client).size() == 3; }));
  const tuya::Message push = decoded(*client).back();
  CHECK(push.command == CommandCode::status);
  CHECK(tuya::parse_report(push)->datapoints == Datapoints{{1, false}});
}

TEST_CASE("pushes carry the time of day") {
  ServerStage stage;
  const auto client = stage.connect();
  stage.act("press 1");
  REQUIRE(client->wait([&] { return decoded(*client).size() == 1; }));
  const auto json = parse_json(decoded(*client)[0].payload);
  REQUIRE(json.has_value());
  const auto now = std::chrono::floor<std::chrono::seconds>(stage.loop.wall_time()).time_since_epoch().count();
  CHECK(std::abs(*json->find("t")->integer() - now) < 60);
}

TEST_CASE("unplugged, a plug neither answers nor says farewell; plugged in again it resets what it does not know") {
  ServerStage stage;
  const auto before = stage.connect();
  stage.act("unplug");
  before->stream.write(encoded(tuya::make_heart_beat(Version::v3_3, addressee)));
  StreamClient during(stage.loop, stage.plug->plan().address, stage.plug->port());
  testing::run_for(stage.loop, milliseconds(100));
  CHECK_FALSE(before->closed);
  CHECK(before->received.empty());
  CHECK_FALSE(during.connected);
  CHECK_FALSE(during.closed);
  during.stream.close();
  stage.act("plug");
  CHECK(stage.wait_line("power now=running"));
  CHECK(before->wait_closed());  // its heartbeat arrives at a plug that has forgotten it
  const auto after = stage.connect();
  after->stream.write(encoded(tuya::make_query(Version::v3_3, addressee, {})));
  CHECK(after->wait([&] { return decoded(*after).size() == 1; }));
}

TEST_CASE("moved, a plug answers at the new address and is gone from the old one") {
  ServerStage stage;
  const std::uint16_t port = stage.plug->port();
  const auto before = stage.connect();
  stage.act("move 127.0.77.4");
  CHECK(stage.plug->port() == port);
  before->stream.write(encoded(tuya::make_heart_beat(Version::v3_3, addressee)));
  StreamClient old_address(stage.loop, "127.0.77.3", port);
  CHECK(old_address.wait_closed());
  CHECK(before->received.empty());
  CHECK_FALSE(before->closed);
  const auto after = stage.connect();
  CHECK(after->connected);
  CHECK(stage.wait_line("moved address=127.0.77.4"));
}

TEST_CASE("a move to an address that cannot be had leaves the plug where it was") {
  ServerStage stage;
  stage.act("move 192.0.2.1");
  CHECK(stage.wait_line("error cannot listen on 192.0.2.1"));
  CHECK(stage.connect()->connected);
}

TEST_CASE("refuse closes the port and none opens it again") {
  ServerStage stage;
  stage.act("fault refuse");
  StreamClient refused(stage.loop, stage.plug->plan().address, stage.plug->port());
  REQUIRE(refused.wait_closed());
  CHECK(refused.why == ErrorKind::refused);
  stage.act("fault none");
  CHECK(stage.connect()->connected);
}

TEST_CASE("a fault given before the start holds from the first connection on") {
  loop::EventLoop loop;
  SystemRandom random;
  struct : LineListener {
    void on_line(unsigned /*plug*/, const std::string& /*line*/) override {}
  } nobody;
  PlugServer plug(loop, make_plan(), {}, random, nobody);
  plug.set_fault(*parse_fault("refuse"));
  REQUIRE(plug.start().has_value());
  StreamClient refused(loop, plug.plan().address, plug.port());
  CHECK(refused.wait_closed());
  CHECK(refused.why == ErrorKind::refused);
}

TEST_CASE("cloud-locked: refused after every power-up until the cloud was reached") {
  ServerStage stage;
  stage.act("fault cloud-locked");
  for (int lives = 0; lives < 2; ++lives) {
    stage.lines.clear();
    stage.act("reboot");
    REQUIRE(stage.wait_line("power now=running"));
    StreamClient refused(stage.loop, stage.plug->plan().address, stage.plug->port());
    REQUIRE(refused.wait_closed());
    CHECK(refused.why == ErrorKind::refused);
    stage.act("cloud");
    CHECK(stage.wait_line("cloud now=reached"));
    CHECK(stage.connect()->connected);
  }
}

TEST_CASE("refresh-crashes: the plug goes dark without a farewell, tells it, and is back after its boot time") {
  ServerStage stage;
  stage.act("fault refresh-crashes");
  const auto client = stage.connect();
  client->stream.write(encoded(tuya::make_refresh(Version::v3_3, addressee, std::vector<std::uint8_t>{1})));
  CHECK(stage.wait_line("power now=crashed"));
  CHECK(stage.wait_line("power now=running"));
  CHECK_FALSE(client->closed);
  CHECK(client->received.empty());
  CHECK(stage.connect()->connected);
  stage.act("show");
  CHECK(stage.wait_line(" crashes=1 "));
}

TEST_CASE("accept-reset and slot-taken end a connection at once, each in its way") {
  for (const char* fault : {"fault accept-reset", "fault slot-taken"}) {
    ServerStage stage;
    stage.act(fault);
    StreamClient client(stage.loop, stage.plug->plan().address, stage.plug->port());
    CHECK(client.wait_closed());
    CHECK(client.why == ErrorKind::busy);
  }
}

TEST_CASE("show tells what it is like") {
  ServerStage stage;
  stage.act("fault late=5ms");
  stage.act("show");
  CHECK(
      stage.wait_line("state address=127.0.77.3 port=open connections=0 crashes=0 energy_wh=0.000000 "
                      "faults=\"late=5ms\" dps={\"1\":false"));
}

TEST_CASE("impossible actions are answered, not obeyed") {
  ServerStage stage;
  stage.act("press 2");
  CHECK(stage.wait_line("error there is no such relay"));
  stage.act("set 1 maybe");
  CHECK(stage.wait_line("error no such datapoint of that type"));
}

TEST_CASE("a hundred connections at once do not end the plug") {
  ServerStage stage;
  stage.act("fault slot-taken=silent");
  std::vector<std::unique_ptr<StreamClient>> clients;
  for (int times = 0; times < 100; ++times) {
    clients.push_back(std::make_unique<StreamClient>(stage.loop, stage.plug->plan().address, stage.plug->port()));
  }
  CHECK(testing::run_until(stage.loop, [&] {
    return std::ranges::all_of(clients, [](const auto& each) { return each->connected || each->closed; });
  }));
  clients.clear();
  stage.act("fault none");
  CHECK(stage.connect()->connected);
}
