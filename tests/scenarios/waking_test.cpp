// Power cuts and wake-ups: the real Link against the plug model. What the policy orders happens, nothing else does.

#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {

/// A plug that was on, remembered as such, and lost its power for `outage`; `fault`: what it woke up with.
struct Cut {
  explicit Cut(const std::string& fault = {}, PowerOn power_on = PowerOn::device, Version version = Version::v3_3,
               Duration outage = 40s)
      : stage(plug_settings(version)) {
    stage.targets.power_on = power_on;
    stage.start();
    REQUIRE(stage.run_until_online());
    const CommandId on = stage.switch_relay(1, PowerAction::on);
    REQUIRE(stage.run_until([&] { return stage.answered(on); }));
    REQUIRE(stage.targets.confirmed[0] == Power::on);
    if (!fault.empty()) stage.set_fault(fault);
    stage.sets_received = 0;
    stage.apply(stage.plug.unplug(stage.clock.now()));
    stage.run_for(outage);
    REQUIRE_FALSE(stage.link->condition().online);
    stage.apply(stage.plug.plug_in(stage.clock.now()));
  }

  Power relay() const { return stage.plug.relay(1); }

  Stage stage;
};

}  // namespace

TEST_CASE("device: a plug that says where it is after a cut is left alone") {
  Cut cut;
  REQUIRE(cut.stage.run_until_online());
  cut.stage.run_for(60s);
  CHECK(cut.stage.sets_received == 0);
}

TEST_CASE("a relay that is undefined after a cut is switched to where it was, in every version") {
  for (const Version version : {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    Cut cut("undefined-relay", PowerOn::device, version);
    REQUIRE(cut.stage.run_until_online());
    CHECK(cut.relay() == Power::on);
    CHECK(cut.stage.sets_received == 1);
    CHECK(cut.stage.learned.at("rung") == "assert");
    cut.stage.run_for(5min);
    CHECK(cut.stage.sets_received == 1);
  }
}

TEST_CASE("a plug whose queries are refused until a refresh is woken by one, and nothing is written") {
  Cut cut("data-unvalid=refresh");
  REQUIRE(cut.stage.run_until_online());
  CHECK(cut.stage.sets_received == 0);
  CHECK(cut.stage.learned.at("rung") == "refresh");
}

TEST_CASE("a plug whose queries are refused until a set is woken by the target") {
  Cut cut("data-unvalid=set");
  REQUIRE(cut.stage.run_until_online());
  CHECK(cut.relay() == Power::on);
}

TEST_CASE("the rung that worked is tried first at the next cut") {
  Cut cut("undefined-relay");
  REQUIRE(cut.stage.run_until_online());
  cut.stage.apply(cut.stage.plug.unplug(cut.stage.clock.now()));
  cut.stage.run_for(40s);
  const std::size_t before = cut.stage.requests_received.size();
  cut.stage.apply(cut.stage.plug.plug_in(cut.stage.clock.now()));
  REQUIRE(cut.stage.run_until_online());
  CHECK(cut.stage.requests_received.size() - before <= 3);  // a query, the target, and one to see that it followed
}

TEST_CASE("the button pressed during the ladder wins") {
  for (const std::string fault : {"undefined-relay", "data-unvalid=set"}) {
    CAPTURE(fault);
    Cut cut(fault, PowerOn::on);
    REQUIRE(cut.stage.run_until([&] { return cut.stage.link->condition().rung == "refresh"; }));
    cut.stage.run_for(100ms);
    cut.stage.apply(cut.stage.plug.press(1, cut.stage.clock.now()));
    const Power chosen = cut.relay();
    REQUIRE(cut.stage.run_until_online());
    cut.stage.run_for(5min);
    CHECK(cut.relay() == chosen);
    CHECK(cut.stage.sets_received == 0);
    CHECK(cut.stage.targets.confirmed[0] == chosen);
  }
}

TEST_CASE("nobody wants it anywhere: an undefined relay is left alone, asked now and then, and said so") {
  simulator::PlugSettings plug = plug_settings(Version::v3_3);
  Stage stage(plug);
  stage.set_fault("undefined-relay");
  stage.apply(stage.plug.reboot(stage.clock.now()));
  stage.start();
  stage.run_for(10min);
  CHECK(stage.sets_received == 0);
  CHECK(stage.requests.size() > 10);
  CHECK_FALSE(stage.link->condition().online);
  CHECK(stage.link->condition().trouble == Trouble::relay_undefined);
  CHECK(stage.link->condition().cause.find("switch it once") != std::string::npos);
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  REQUIRE(stage.run_until([&] { return stage.answered(on); }));
  CHECK(stage.outcome(on) == Outcome::confirmed);
  CHECK(stage.run_until_online());
}

TEST_CASE("a cut is one whether dials to the absent plug wait in vain or the network says that nobody is there") {
  for (const Duration power_up_after : {10s, 30s}) {
    for (const bool told : {false, true}) {
      CAPTURE(told);
      tuya::LinkSettings settings = link_settings(plug_settings(Version::v3_3));
      settings.power_up_after = power_up_after;
      Stage stage(plug_settings(Version::v3_3), settings);
      if (told) stage.unreachable_after = 3s;
      stage.targets.power_on = PowerOn::on;
      stage.start();
      REQUIRE(stage.run_until_online());
      stage.execute(ReadDatapoints{});  // the first question that is left open: found out sooner than by a heartbeat
      stage.apply(stage.plug.unplug(stage.clock.now()));
      stage.run_for(80s);
      REQUIRE(stage.plug.relay(1) == Power::off);
      stage.apply(stage.plug.plug_in(stage.clock.now()));
      REQUIRE(stage.run_until_online());
      stage.run_for(10s);
      CHECK(stage.plug.relay(1) == Power::on);
    }
  }
}

TEST_CASE("presad's own restart is no evidence, an unclean boot of the machine is") {
  for (const bool house_cut : {false, true}) {
    CAPTURE(house_cut);
    Stage stage(plug_settings(Version::v3_4));
    stage.targets.power_on = PowerOn::on;
    stage.start();
    REQUIRE(stage.run_until_online());
    REQUIRE(stage.plug.relay(1) == Power::off);
    stage.restart_presad(house_cut);
    stage.run_for(60s);
    CHECK(stage.plug.relay(1) == (house_cut ? Power::on : Power::off));
  }
}

TEST_CASE("a Wi-Fi blip of 3 s is no evidence") {
  Stage stage(plug_settings(Version::v3_3));
  stage.targets.power_on = PowerOn::on;
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_air(false);
  stage.run_for(3s);
  stage.set_air(true);
  stage.run_for(60s);
  CHECK(stage.plug.relay(1) == Power::off);
}

TEST_CASE("a person's command outranks the policy") {
  Cut cut("undefined-relay", PowerOn::on);
  const CommandId off = cut.stage.switch_relay(1, PowerAction::off);
  REQUIRE(cut.stage.run_until([&] { return cut.stage.answered(off); }));
  cut.stage.run_for(5min);
  CHECK(cut.relay() == Power::off);
  CHECK(cut.stage.outcome(off) != Outcome::offline);
}

TEST_CASE("a plug that acknowledges and does not follow is given up and said so") {
  Stage stage(plug_settings(Version::v3_3));
  stage.targets.power_on = PowerOn::on;
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.run_for(5s);
  stage.apply(stage.plug.set_datapoint({38, std::string("off")}, stage.clock.now()));  // else it restores itself
  stage.set_fault("ack-only");
  stage.apply(stage.plug.unplug(stage.clock.now()));
  stage.run_for(40s);
  stage.apply(stage.plug.plug_in(stage.clock.now()));
  stage.sets_received = 0;
  stage.run_for(3min);
  // Once, after 2, 5 and 10 s, the same on a second connection, and then once a minute.
  CHECK(stage.sets_received >= 5);
  CHECK(stage.sets_received <= 8);
  CHECK(stage.plug.relay(1) == Power::off);
  CHECK(stage.link->condition().cause.find("does not follow") != std::string::npos);
  const unsigned sets = stage.sets_received;
  stage.run_for(10min);
  CHECK(stage.sets_received >= sets + 9);
  CHECK(stage.sets_received <= sets + 10);
}

TEST_CASE("a plug that announces itself and keeps its port shut waits for its cloud: that is said, and it comes back") {
  Cut cut("cloud-locked");
  Stage& stage = cut.stage;
  const auto announce_for = [&](Duration span) {
    for (Duration passed{0}; passed < span; passed += 5s) {
      stage.announce(home, Version::v3_3);
      stage.run_for(5s);
    }
  };
  announce_for(90s);
  CHECK(stage.link->condition().trouble == Trouble::connection_refused);
  announce_for(2min);
  CHECK(stage.link->condition().trouble == Trouble::cloud_locked);
  CHECK(stage.link->condition().cause.find("let it reach the internet for a minute") != std::string::npos);
  const std::size_t told = stage.conditions.size();
  announce_for(10min);
  CHECK(stage.conditions.size() == told);
  stage.apply(stage.plug.cloud(stage.clock.now()));
  CHECK(stage.run_until_online());
}

TEST_CASE("a port that is shut on a plug that nobody hears of is not said to wait for its cloud") {
  Cut cut("cloud-locked");
  cut.stage.run_for(10min);
  CHECK(cut.stage.link->condition().trouble == Trouble::connection_refused);
}

TEST_CASE("the inventory's wake decides what is sent to a plug that does not say where it is") {
  struct Row {
    tuya::Wake wake;
    bool refreshed;
    bool switched;
  };
  for (const Row& row : {Row{tuya::Wake::automatic, true, true}, Row{tuya::Wake::updatedps, true, false},
                         Row{tuya::Wake::control, false, true}, Row{tuya::Wake::none, false, false}}) {
    CAPTURE(static_cast<int>(row.wake));
    const simulator::PlugSettings plug = plug_settings(Version::v3_3, "sp22");
    tuya::LinkSettings inventory = link_settings(plug);
    inventory.wake = row.wake;
    inventory.refresh = Duration(0);
    Stage stage(plug, inventory);
    stage.targets.power_on = PowerOn::on;
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.set_fault("mute=press");
    stage.run_for(5min);
    const auto sent = [&](const char* kind) {
      return std::find(stage.requests.begin(), stage.requests.end(), kind) != stage.requests.end();
    };
    CHECK(sent("refresh") == row.refreshed);
    CHECK(sent("set") == row.switched);
    CHECK(sent("query"));
  }
}

TEST_CASE("wake_datapoints are asked for in place of the meter's") {
  const simulator::PlugSettings plug = plug_settings(Version::v3_3);
  tuya::LinkSettings inventory = link_settings(plug);
  inventory.wake_datapoints = {1};
  inventory.refresh = Duration(0);
  Stage stage(plug, inventory);
  stage.set_fault("undefined-relay");
  stage.set_fault("refresh-crashes");
  stage.start();
  stage.run_for(30s);
  CHECK(stage.plug.crashes() > 0);  // it was told so, and so it does
}

TEST_CASE(
    "\"json obj data unvalid\" once never makes a device22 of a plug: it is queried again on the same connection") {
  Cut cut("data-unvalid=refresh");
  Stage& stage = cut.stage;
  REQUIRE(stage.run_until_online());
  stage.requests.clear();
  stage.run_for(5min);
  CHECK(std::count(stage.requests.begin(), stage.requests.end(), "query") >= 4);
  CHECK(std::count(stage.requests.begin(), stage.requests.end(), "null_read") == 0);
}

TEST_CASE("silence is not an undefined relay: nothing is switched on a connection that gave no sign of life") {
  for (const Version version : {Version::v3_3, Version::v3_5}) {
    Stage stage(plug_settings(version));
    stage.targets.power_on = PowerOn::on;
    stage.start();
    REQUIRE(stage.run_until([&] { return stage.connected(); }));
    stage.set_air(false);
    stage.run_for(8s);
    stage.set_air(true);
    stage.run_for(5min);
    CHECK(stage.link->condition().online);
    CHECK(stage.edges.empty());
  }
}

TEST_CASE("an absence shorter than power_up_after is no evidence, whenever it is noticed; a longer one is") {
  for (const Duration blip : {Duration(3s), Duration(6s), Duration(9500ms), Duration(60s)}) {
    for (Duration settled{5s}; settled < 15s; settled += 700ms) {
      CAPTURE(blip.count());
      CAPTURE(settled.count());
      Stage stage(plug_settings(Version::v3_3, "sp22"));
      stage.targets.power_on = PowerOn::on;
      stage.start();
      REQUIRE(stage.run_until_online());
      stage.run_for(settled);
      stage.set_air(false);
      stage.run_for(blip);
      stage.set_air(true);
      stage.run_for(60s);
      CHECK(stage.link->condition().online);
      CHECK((stage.plug.relay(1) == Power::on) == (blip > 10s));
    }
  }
}

TEST_CASE("what happens on the ladder is told once per change and not per attempt") {
  Cut cut("mute=press", PowerOn::device, Version::v3_5);
  Stage& stage = cut.stage;
  stage.run_for(3min);
  const Condition now_so = stage.link->condition();
  CHECK(now_so.trouble == Trouble::relay_undefined);
  CHECK(now_so.rung == "reconnect");
  CHECK(now_so.cause.find("relay 1 does not follow") != std::string::npos);
  const std::size_t told = stage.conditions.size();
  stage.run_for(30min);
  CHECK(stage.conditions.size() == told);
  CHECK(stage.link->condition() == now_so);  // since included
  stage.apply(stage.plug.press(1, stage.clock.now()));
  stage.run_for(1s);
  CHECK(stage.link->condition().online);
  CHECK(stage.link->condition().cause.empty());
}
