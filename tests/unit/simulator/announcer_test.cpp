// tests/simulator/announcer.h: what a plug announces on loopback, and when.

#include "simulator/announcer.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/simulator/server_stage.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using tuya::Version;

namespace {

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

TEST_CASE("each version announces itself on its port, from its own address, again and again") {
  for (const char* protocol : {"3.1", "3.3", "3.4", "3.5"}) {
    CAPTURE(protocol);
    AnnouncerSettings announcements;
    announcements.target = "127.0.77.9";
    announcements.interval = milliseconds(20);
    ServerStage stage(make_plan(protocol));
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
  ServerStage stage(make_plan(), announcements);
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

TEST_CASE("a plug that waits for its cloud announces itself all the same, after a power-up and after a move") {
  AnnouncerSettings announcements;
  announcements.target = "127.0.77.9";
  announcements.interval = milliseconds(10);
  ServerStage stage(make_plan(), announcements);
  stage.act("fault cloud-locked");
  stage.act("reboot");
  REQUIRE(stage.wait_line("power now=running"));
  Ear ear(stage.loop, tuya::announcement_port);
  REQUIRE(testing::run_until(stage.loop, [&] { return ear.senders.size() > 2; }));
  CHECK(ear.senders.back() == "127.0.77.3");
  stage.act("move 127.0.77.4");
  REQUIRE(testing::run_until(stage.loop, [&] { return ear.senders.back() == "127.0.77.4"; }));
  StreamClient refused(stage.loop, "127.0.77.4", stage.plug->port());
  CHECK(refused.wait_closed());
  stage.act("cloud");
  CHECK(stage.connect()->connected);
}

TEST_CASE("a newer 3.5 plug is silent until a probe asks it, and answers to where the probe says") {
  AnnouncerSettings announcements;
  announcements.target = "127.0.77.10";  // where probes are expected
  announcements.interval = milliseconds(10);
  announcements.when_asked = true;
  ServerStage stage(make_plan("3.5"), announcements);
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
