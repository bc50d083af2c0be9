// Commands against a plug model: every one ends in exactly one outcome, and only what was seen counts.

#include <doctest/doctest.h>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {

constexpr Version all_versions[] = {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5};

/// Runs until `command` has ended.
void finish(Stage& stage, CommandId command, Duration limit = 60s) {
  REQUIRE(stage.run_until([&] { return stage.answered(command); }, limit));
}

}  // namespace

TEST_CASE("a relay is switched on and off in every version, and the plug really moves") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Stage stage(plug_settings(version));
    stage.start();
    REQUIRE(stage.run_until_online());
    const CommandId on = stage.switch_relay(1, PowerAction::on);
    finish(stage, on);
    CHECK(stage.outcome(on) == Outcome::confirmed);
    CHECK(stage.plug.relay(1) == Power::on);
    CHECK(stage.link->state().relays.at(0) == Power::on);
    const CommandId off = stage.switch_relay(1, PowerAction::toggle);
    finish(stage, off);
    CHECK(stage.outcome(off) == Outcome::confirmed);
    CHECK(stage.plug.relay(1) == Power::off);
  }
}

TEST_CASE("a set to what is so already ends unchanged, after the device was asked") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Stage stage(plug_settings(version));
    stage.start();
    REQUIRE(stage.run_until_online());
    const CommandId off = stage.switch_relay(1, PowerAction::off);
    finish(stage, off);
    CHECK(stage.outcome(off) == Outcome::unchanged);
    CHECK(stage.sets_received == 1);
  }
}

TEST_CASE("an acknowledgement alone confirms nothing") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("ack-only");
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  finish(stage, on);
  CHECK(stage.outcome(on) == Outcome::unconfirmed);
  CHECK(stage.plug.relay(1) == Power::off);
}

TEST_CASE("what is done but not acknowledged is confirmed by the push") {
  Stage stage(plug_settings(Version::v3_4));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("no-ack");
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  finish(stage, on, 1s);
  CHECK(stage.outcome(on) == Outcome::confirmed);
  SUBCASE("and the next command does not wait for the acknowledgement that never comes") {
    const CommandId off = stage.switch_relay(1, PowerAction::off);
    finish(stage, off, 1s);
    CHECK(stage.outcome(off) == Outcome::confirmed);
  }
}

TEST_CASE("what is done in silence is confirmed by a query") {
  Stage stage(plug_settings(Version::v3_5));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("silent-set");
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  finish(stage, on, 10s);
  CHECK(stage.outcome(on) == Outcome::confirmed);
}

TEST_CASE("a push alone confirms even where it comes before the acknowledgement") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("push-first");
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  finish(stage, on, 1s);
  CHECK(stage.outcome(on) == Outcome::confirmed);
}

TEST_CASE("a refused set ends refused, with the device's own words") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("refuse-set");
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  finish(stage, on);
  CHECK(stage.outcome(on) == Outcome::refused);
}

TEST_CASE("of rapid commands the last one wins and each earlier one that never left is superseded") {
  Stage stage(plug_settings(Version::v3_3));
  stage.weather.delay = 20ms;
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.run_for(1s);
  std::vector<CommandId> commands;
  for (int i = 0; i < 1001; ++i) {
    commands.push_back(stage.switch_relay(1, i % 2 == 0 ? PowerAction::on : PowerAction::off));
  }
  finish(stage, commands.back());
  CHECK(stage.outcome(commands.front()) == Outcome::confirmed);  // it left at once
  for (std::size_t i = 1; i + 1 < commands.size(); ++i) REQUIRE(stage.outcome(commands[i]) == Outcome::superseded);
  CHECK(stage.plug.relay(1) == Power::on);
  CHECK(stage.sets_received == 2);
}

TEST_CASE("a toggle counts from the pending target, not from what the relay still shows") {
  Stage stage(plug_settings(Version::v3_3));
  stage.weather.delay = 20ms;
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.switch_relay(1, PowerAction::on);
  const CommandId first = stage.switch_relay(1, PowerAction::toggle);
  const CommandId second = stage.switch_relay(1, PowerAction::toggle);
  finish(stage, second);
  CHECK(stage.outcome(first) == Outcome::superseded);
  CHECK(stage.plug.relay(1) == Power::on);  // on, off, on
}

TEST_CASE("frames to one plug keep their distance, but the first after a pause leaves at once") {
  Stage stage(plug_settings(Version::v3_3, "strip", 4));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.run_for(2s);
  stage.requests_received.clear();
  const Timestamp before = stage.clock.now();
  for (unsigned relay = 1; relay <= 4; ++relay) stage.switch_relay(relay, PowerAction::on);
  REQUIRE(stage.run_until([&] { return stage.plug.relay(4) == Power::on; }));
  REQUIRE(stage.requests_received.size() == 2);  // the first alone, the other three in one set
  CHECK(stage.requests_received[0] - before < 5ms);
  CHECK(stage.requests_received[1] - stage.requests_received[0] >= 50ms);
}

TEST_CASE("a command for an absent plug ends offline when its time is up") {
  Stage stage(plug_settings(Version::v3_3));
  stage.plug_address = elsewhere;
  stage.start();
  const Timestamp before = stage.clock.now();
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  const CommandId read = stage.execute(ReadPower{1});
  finish(stage, read, 40s);
  CHECK(stage.outcome(on) == Outcome::offline);
  CHECK(stage.outcome(read) == Outcome::offline);
  CHECK(stage.clock.now() - before >= 30s);
  CHECK(stage.clock.now() - before < 31s);
}

TEST_CASE("a command that waited out an absence is sent and confirmed") {
  Stage stage(plug_settings(Version::v3_4));
  stage.plug_address = elsewhere;
  stage.start();
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  stage.run_for(10s);
  CHECK_FALSE(stage.answered(on));
  stage.plug_address = home;
  finish(stage, on, 25s);
  CHECK(stage.outcome(on) == Outcome::confirmed);
  CHECK(stage.plug.relay(1) == Power::on);
}

TEST_CASE("a toggle given during an absence counts from what the plug shows on return") {
  simulator::PlugSettings settings = plug_settings(Version::v3_3);
  settings.on_at_start = true;
  Stage stage(settings);
  stage.plug_address = elsewhere;
  stage.start();
  const CommandId toggle = stage.switch_relay(1, PowerAction::toggle);
  stage.run_for(3s);
  stage.plug_address = home;
  finish(stage, toggle, 25s);
  CHECK(stage.outcome(toggle) == Outcome::confirmed);
  CHECK(stage.plug.relay(1) == Power::off);
}

TEST_CASE("a question is answered after the command before it, with what that one brought about") {
  Stage stage(plug_settings(Version::v3_3));
  stage.weather.delay = 20ms;
  stage.start();
  REQUIRE(stage.run_until_online());
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  const CommandId read = stage.execute(ReadPower{1});
  CHECK_FALSE(stage.answered(read));
  finish(stage, read);
  CHECK(stage.outcome(on) == Outcome::confirmed);
  CHECK(stage.outcome(read) == Outcome::unchanged);
  CHECK(stage.link->state().relays.at(0) == Power::on);
}

TEST_CASE("a relay that the device does not have is refused at once") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  const CommandId command = stage.switch_relay(5, PowerAction::on);
  CHECK(stage.outcome(command) == Outcome::refused);
  CHECK(stage.sets_received == 0);
}

TEST_CASE("any datapoint can be written, and all can be read") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  const CommandId write = stage.execute(WriteDatapoint{{9, std::int64_t{120}}});
  finish(stage, write);
  CHECK(stage.outcome(write) == Outcome::confirmed);
  const CommandId read = stage.execute(ReadDatapoints{});
  finish(stage, read);
  CHECK(stage.outcome(read) == Outcome::unchanged);
}

TEST_CASE("a session that breaks off under a command is replaced and the command done on the next") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.weather.delay = 10ms;
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  stage.apply(stage.plug.reboot(stage.clock.now()));
  finish(stage, on, 60s);
  CHECK(stage.outcome(on) == Outcome::confirmed);
  CHECK(stage.plug.relay(1) == Power::on);
}

TEST_CASE("whatever a faulty plug does, every command ends within its time and exactly once") {
  for (const simulator::FaultRow& fault : simulator::fault_table()) {
    for (const Version version : all_versions) {
      CAPTURE(fault.name);
      CAPTURE(tuya::name(version));
      Stage stage(plug_settings(version));
      stage.start();
      REQUIRE(stage.run_until_online());
      stage.set_fault(std::string(fault.name));
      std::vector<CommandId> commands;
      for (int i = 0; i < 20; ++i) {
        commands.push_back(stage.switch_relay(1, PowerAction::toggle));
        commands.push_back(stage.execute(ReadPower{1}));
        stage.run_for(700ms);
      }
      stage.run_for(60s);
      for (const CommandId command : commands) REQUIRE(stage.answers[command].size() == 1);
      REQUIRE(stage.most_open_connections == 1);
    }
  }
}
