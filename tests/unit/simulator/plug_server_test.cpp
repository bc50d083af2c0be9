// tests/simulator/plug_server.h and announcer.h: the model on real sockets, on loopback.

#include "simulator/plug_server.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "families/tuya/payload.h"
#include "families/tuya/wire.h"
#include "unit/simulator/stream_client.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using tuya::CommandCode;
using tuya::Version;

namespace {

PlugPlan make_plan(const char* protocol = "3.3") {
  FleetOptions options;
  options.protocol = protocol;
  options.model = "sp22";
  options.address = "127.0.77.3";
  options.port = 0;
  options.behaviour.boot_time = milliseconds(50);
  return plan_fleet(options)->front();
}

/// A plug that listens, and what it printed.
struct Stage final : LineListener {
  explicit Stage(const PlugPlan& plan = make_plan(), AnnouncerSettings announcements = {}) {
    LineListener& self = *this;
    plug = std::make_unique<PlugServer>(loop, plan, std::move(announcements), random, self);
    REQUIRE(plug->start().has_value());
  }

  void on_line(unsigned /*plug*/, const std::string& line) override { lines.push_back(line); }
  void act(std::string_view line) { plug->perform(**parse_action(line)); }
  bool wait_line(std::string_view wanted) {
    return testing::run_until(loop, [&] {
      return std::ranges::any_of(lines,
                                 [&](const std::string& each) { return each.find(wanted) != std::string::npos; });
    });
  }
  std::unique_ptr<StreamClient> connect() {
    auto client = std::make_unique<StreamClient>(loop, plug->plan().address, plug->port());
    REQUIRE(client->wait_connected());
    return client;
  }

  loop::EventLoop loop;
  SystemRandom random;
  std::vector<std::string> lines;
  std::unique_ptr<PlugServer> plug;
};

/// One 3.3 request as bytes.
Bytes encoded(const tuya::Message& message) {
  SystemRandom random;
  return tuya::Wire(Version::v3_3, *parse_local_key("presad-sim-k0001"), tuya::Role::client).encode(message, random);
}

const tuya::Addressee addressee = {"bf51a20000000000000001", ""};

/// All messages that a client received.
std::vector<tuya::Message> decoded(const StreamClient& client) {
  tuya::Wire wire(Version::v3_3, *parse_local_key("presad-sim-k0001"), tuya::Role::client);
  wire.receive(client.received);
  std::vector<tuya::Message> messages;
  while (auto next = wire.next()) {
    if (auto* message = std::get_if<tuya::Message>(&*next)) messages.push_back(*message);
  }
  return messages;
}

/// Takes what is announced to it.
struct Ear final : net::DatagramListener {
  Ear(loop::EventLoop& loop, std::uint16_t port) : socket(loop, self()) {
    REQUIRE(socket.bind("127.0.77.9", port).has_value());
  }
  net::DatagramListener& self() { return *this; }
  void on_datagram(std::uint16_t /*port*/, ByteView datagram, const std::string& sender) override {
    senders.push_back(sender);
    if (auto announcement = tuya::decode_announcement(datagram)) announcements.push_back(*announcement);
  }

  std::vector<std::string> senders;
  std::vector<tuya::Announcement> announcements;
  net::UdpSocket socket;
};

}  // namespace

TEST_CASE("a client on a real socket sets a relay and hears of a press") {
  Stage stage;
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
  Stage stage;
  const auto client = stage.connect();
  stage.act("press 1");
  REQUIRE(client->wait([&] { return decoded(*client).size() == 1; }));
  const auto json = parse_json(decoded(*client)[0].payload);
  REQUIRE(json.has_value());
  const auto now = std::chrono::floor<std::chrono::seconds>(stage.loop.wall_time()).time_since_epoch().count();
  CHECK(std::abs(*json->find("t")->integer() - now) < 60);
}

TEST_CASE("unplugged, a plug neither answers nor says farewell; plugged in again it resets what it does not know") {
  Stage stage;
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
  Stage stage;
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
  Stage stage;
  stage.act("move 192.0.2.1");
  CHECK(stage.wait_line("error cannot listen on 192.0.2.1"));
  CHECK(stage.connect()->connected);
}

TEST_CASE("refuse closes the port and none opens it again") {
  Stage stage;
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

TEST_CASE("accept-reset and slot-taken end a connection at once, each in its way") {
  for (const char* fault : {"fault accept-reset", "fault slot-taken"}) {
    Stage stage;
    stage.act(fault);
    StreamClient client(stage.loop, stage.plug->plan().address, stage.plug->port());
    CHECK(client.wait_closed());
    CHECK(client.why == ErrorKind::busy);
  }
}

TEST_CASE("show tells what it is like") {
  Stage stage;
  stage.act("fault late=5ms");
  stage.act("show");
  CHECK(stage.wait_line("state address=127.0.77.3 port=open connections=0 faults=\"late=5ms\" dps={\"1\":false"));
}

TEST_CASE("impossible actions are answered, not obeyed") {
  Stage stage;
  stage.act("press 2");
  CHECK(stage.wait_line("error there is no such relay"));
  stage.act("set 1 maybe");
  CHECK(stage.wait_line("error no such datapoint of that type"));
}

TEST_CASE("a hundred connections at once do not end the plug") {
  Stage stage;
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

TEST_CASE("each version announces itself on its port, from its own address, again and again") {
  for (const char* protocol : {"3.1", "3.3", "3.4", "3.5"}) {
    CAPTURE(protocol);
    AnnouncerSettings announcements;
    announcements.target = "127.0.77.9";
    announcements.interval = milliseconds(20);
    Stage stage(make_plan(protocol));
    Ear ear(stage.loop, std::string_view(protocol) == "3.1" ? tuya::announcement_port_plain : tuya::announcement_port);
    Announcer announcer(stage.loop, announcements, stage.random);
    REQUIRE(announcer.start({addressee.device_id, "127.0.77.5", tuya::parse_version(protocol), "key"}).has_value());
    REQUIRE(testing::run_until(stage.loop, [&] { return ear.announcements.size() >= 3; }));
    CHECK(ear.senders[0] == "127.0.77.5");
    CHECK(ear.announcements[0].device_id == addressee.device_id);
    CHECK(ear.announcements[0].version == tuya::parse_version(protocol));
  }
}

TEST_CASE("a plug announces itself at its start and after a move, and not while it has no power") {
  AnnouncerSettings announcements;
  announcements.target = "127.0.77.9";
  announcements.interval = milliseconds(10);
  // The ear belongs to the stage's loop, so it opens after the first announcement: the interval brings more.
  Stage stage(make_plan(), announcements);
  Ear ear(stage.loop, tuya::announcement_port);
  REQUIRE(testing::run_until(stage.loop, [&] { return !ear.senders.empty(); }));
  CHECK(ear.senders.back() == "127.0.77.3");
  stage.act("move 127.0.77.4");
  REQUIRE(testing::run_until(stage.loop, [&] { return ear.senders.back() == "127.0.77.4"; }));
  CHECK(ear.announcements.back().address == "127.0.77.4");
  stage.act("unplug");
  testing::run_for(stage.loop, milliseconds(20));  // what was under way
  const std::size_t before = ear.senders.size();
  testing::run_for(stage.loop, milliseconds(100));
  CHECK(ear.senders.size() == before);
  stage.act("plug");
  CHECK(testing::run_until(stage.loop, [&] { return ear.senders.size() > before; }));
}

TEST_CASE("a newer 3.5 plug is silent until a probe asks it, and answers to where the probe says") {
  AnnouncerSettings announcements;
  announcements.target = "127.0.77.10";  // where probes are expected
  announcements.interval = milliseconds(10);
  announcements.when_asked = true;
  Stage stage(make_plan("3.5"), announcements);
  Ear answers(stage.loop, tuya::probe_port);
  Ear broadcasts(stage.loop, tuya::announcement_port);
  testing::run_for(stage.loop, milliseconds(50));
  CHECK(broadcasts.senders.empty());
  answers.socket.send_to("127.0.77.10", tuya::probe_port, as_bytes("what is this"));
  answers.socket.send_to("127.0.77.10", tuya::probe_port, tuya::encode_probe("127.0.77.9", stage.random));
  REQUIRE(testing::run_until(stage.loop, [&] { return !answers.announcements.empty(); }));
  CHECK(answers.announcements[0].device_id == addressee.device_id);
  CHECK(answers.announcements[0].version == Version::v3_5);
  CHECK(answers.senders[0] == "127.0.77.3");
  CHECK(broadcasts.senders.empty());
}

TEST_CASE("announcements from an address of another machine fail with that reason") {
  loop::EventLoop loop;
  SystemRandom random;
  Announcer announcer(loop, {"127.0.77.9"}, random);
  const auto started = announcer.start({"id", "192.0.2.1", Version::v3_3, "key"});
  REQUIRE_FALSE(started.has_value());
  CHECK(started.error().what.find("cannot announce from 192.0.2.1") == 0);
  Announcer mute(loop, {}, random);
  CHECK(mute.start({"id", "192.0.2.1", Version::v3_3, "key"}).has_value());
}
