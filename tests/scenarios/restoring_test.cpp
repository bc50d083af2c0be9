// What presad writes by itself and how often: restores that do not follow, and the datapoint with which a plug restores
// itself.

#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {

std::string relay_status(const Stage& stage) {
  for (const Datapoint& each : stage.plug.datapoints(stage.clock.now())) {
    if (each.id == 38) return std::get<std::string>(each.value);
  }
  return {};
}

void cut(Stage& stage, Duration outage = 40s) {
  stage.apply(stage.plug.unplug(stage.clock.now()));
  stage.run_for(outage);
  stage.apply(stage.plug.plug_in(stage.clock.now()));
}

/// A plug that is off, acknowledges everything and does nothing, and shall be on after its cut.
struct Stubborn {
  Stubborn() : stage(plug_settings(Version::v3_3, "sp22")) {
    stage.targets.power_on = PowerOn::on;
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.set_fault("ack-only");
    cut(stage);
    REQUIRE(stage.run_until([&] { return stage.sets_received == 1; }));
  }
  Stage stage;
};

}  // namespace

TEST_CASE("what does not follow is repeated after 2, 5 and 10 s, then on a new connection, then once a minute") {
  Stubborn stubborn;
  Stage& stage = stubborn.stage;
  std::vector<Timestamp> sets = {stage.clock.now()};
  const std::size_t dials = stage.dials.size();
  while (sets.size() < 8) {
    const unsigned before = stage.sets_received;
    REQUIRE(stage.run_until([&] { return stage.sets_received > before; }, 2min));
    sets.push_back(stage.clock.now());
  }
  // Each is given 3 s to follow, looked at every half second.
  const std::array pauses = {5s, 8s, 13s, 4s, 63s, 63s, 63s};
  for (std::size_t each = 0; each < pauses.size(); ++each) {
    CAPTURE(each);
    const Duration pause = sets[each + 1] - sets[each];
    CHECK(pause >= pauses[each] - 500ms);
    CHECK(pause <= pauses[each] + 3s);
  }
  CHECK(stage.dials.size() == dials + 1);
  CHECK(stage.edges.empty());
}

TEST_CASE("a relay that does not follow is said to, once, and is in nobody's way") {
  Stubborn stubborn;
  Stage& stage = stubborn.stage;
  stage.run_for(1min);
  CHECK(stage.link->condition().online);
  CHECK(stage.link->condition().cause.find("relay 1 does not follow") != std::string::npos);
  const std::size_t told = stage.conditions.size();
  stage.run_for(10min);
  CHECK(stage.conditions.size() == told);
  CHECK(stage.targets.confirmed[0] == Power::off);
}

TEST_CASE("a button or a command ends the repetitions and what is said of them") {
  for (const bool by_button : {true, false}) {
    CAPTURE(by_button);
    Stubborn stubborn;
    Stage& stage = stubborn.stage;
    stage.run_for(2min);
    if (by_button) {
      stage.apply(stage.plug.press(1, stage.clock.now()));
      stage.apply(stage.plug.press(1, stage.clock.now()));
    } else {
      stage.switch_relay(1, PowerAction::off);
    }
    stage.run_for(10s);
    const unsigned sets = stage.sets_received;
    stage.run_for(10min);
    CHECK(stage.sets_received == sets);
    CHECK(stage.link->condition().cause.empty());
    CHECK(stage.plug.relay(1) == Power::off);
  }
}

TEST_CASE("a plug that follows late ends them too") {
  Stubborn stubborn;
  Stage& stage = stubborn.stage;
  stage.run_for(2min);
  stage.apply(stage.plug.clear_faults(stage.clock.now()));
  stage.run_for(2min);
  CHECK(stage.plug.relay(1) == Power::on);
  CHECK(stage.link->condition().cause.empty());
  CHECK(stage.targets.confirmed[0] == Power::on);
}

TEST_CASE("what is switched after a cut is spread over two seconds") {
  for (const bool on : {true, false}) {
    CAPTURE(on);
    Duration earliest = 1h;
    Duration latest = 0s;
    for (std::uint64_t house = 1; house <= 20; ++house) {
      simulator::PlugSettings plug = plug_settings(Version::v3_3, "sp22");
      plug.on_at_start = !on;
      Stage stage(plug);
      stage.random = SeededRandom(house);
      stage.targets.power_on = on ? PowerOn::on : PowerOn::off;
      stage.start();
      REQUIRE(stage.run_until_online());
      cut(stage);
      REQUIRE(stage.run_until([&] { return !stage.edges.empty(); }));
      const Duration wait = stage.edges.front().at - stage.connected_at;
      earliest = std::min(earliest, wait);
      latest = std::max(latest, wait);
    }
    CHECK(earliest < 500ms);
    CHECK(latest > 1500ms);
    CHECK(latest < 2100ms);
  }
}

TEST_CASE("datapoint 38 is set once, in the plug's own words, where the policy can be said in it") {
  struct Case {
    PowerOn power_on;
    bool never_restore_on;
    const char* before;
    const char* after;
  };
  for (const Case& each : {Case{PowerOn::on, false, "memory", "on"}, Case{PowerOn::last, false, "off", "memory"},
                           Case{PowerOn::off, false, "power_on", "power_off"}, Case{PowerOn::last, false, "0", "2"},
                           Case{PowerOn::device, false, "off", "off"}, Case{PowerOn::on, true, "memory", "memory"},
                           Case{PowerOn::off, true, "memory", "off"}, Case{PowerOn::on, false, "on", "on"}}) {
    CAPTURE(std::string(each.after));
    simulator::PlugSettings plug = plug_settings(Version::v3_4);
    plug.relay_status = each.before;
    Stage stage(plug);
    stage.targets.power_on = each.power_on;
    stage.targets.never_restore_on = each.never_restore_on;
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.run_for(10min);
    CHECK(relay_status(stage) == each.after);
    CHECK(stage.sets_received == (std::string(each.before) == each.after ? 0 : 1));
    CHECK(stage.edges.empty());
  }
}

TEST_CASE("whoever changes datapoint 38 afterwards has the last word, until the policy changes") {
  Stage stage(plug_settings(Version::v3_3));
  stage.targets.power_on = PowerOn::on;
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.run_for(1min);
  REQUIRE(relay_status(stage) == "on");
  stage.apply(stage.plug.set_datapoint({38, std::string("memory")}, stage.clock.now()));
  stage.run_for(5min);
  stage.restart_presad();
  stage.run_for(5min);
  CHECK(relay_status(stage) == "memory");
  stage.targets.power_on = PowerOn::off;
  stage.run_for(2min);
  CHECK(relay_status(stage) == "off");
}
