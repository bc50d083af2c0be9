// Lamps, covers and sensors against the model: what they are told, how it ends, and what a power cut does to them.

#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {

std::int64_t number(std::int64_t value) { return value; }

simulator::PlugSettings device(std::vector<std::uint8_t> relays, Datapoints further, Version version = Version::v3_4) {
  simulator::PlugSettings settings = plug_settings(version);
  settings.layout = simulator::PlugLayout{};
  settings.layout.model = "other";
  settings.layout.relays = std::move(relays);
  settings.layout.further = std::move(further);
  return settings;
}

simulator::PlugSettings bulb(Version version = Version::v3_4) {
  return device({20},
                {{21, std::string("white")}, {22, number(500)}, {23, number(0)}, {24, std::string("000003e803e8")}},
                version);
}

simulator::PlugSettings cover(Version version = Version::v3_4) {
  return device({}, {{1, std::string("stop")}, {2, number(30)}, {3, number(30)}}, version);
}

DatapointValue shown(Stage& stage, std::uint8_t id) {
  const Datapoints all = stage.plug.datapoints(stage.clock.now());
  const auto found = std::find_if(all.begin(), all.end(), [id](const Datapoint& each) { return each.id == id; });
  REQUIRE(found != all.end());
  return found->value;
}

std::string text(Stage& stage, std::uint8_t id) { return std::get<std::string>(shown(stage, id)); }
std::int64_t count(Stage& stage, std::uint8_t id) { return std::get<std::int64_t>(shown(stage, id)); }

Outcome finish(Stage& stage, CommandId command) {
  REQUIRE(stage.run_until([&] { return stage.answered(command); }, 60s));
  return stage.outcome(command);
}

SetLight levels(std::optional<unsigned> brightness, std::optional<unsigned> hue = {}, std::optional<unsigned> ct = {}) {
  SetLight wanted;
  wanted.levels.brightness = brightness;
  wanted.levels.hue = hue;
  wanted.levels.ct = ct;
  return wanted;
}

}  // namespace

TEST_CASE("a lamp that nobody named is found to be one, and shows what is lit") {
  for (const Version version : {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    Stage stage(bulb(version));
    stage.start();
    REQUIRE(stage.run_until_online());
    const State& state = stage.link->state();
    CHECK(stage.link->module() == "Tuya Bulb");
    CHECK(state.relays.size() == 1);
    REQUIRE(state.light);
    CHECK(state.light->kind == LightKind::rgbcw);
    CHECK(state.light->levels.brightness == 50);
    CHECK(state.light->levels.ct == 500);
    CHECK(stage.sets_received == 0);
  }
}

TEST_CASE("a colour and the switch leave in one set, and end confirmed") {
  Stage stage(bulb());
  stage.start();
  REQUIRE(stage.run_until_online());
  SetLight wanted = levels({}, 240);
  wanted.levels.saturation = 50;
  wanted.power = true;
  CHECK(finish(stage, stage.execute(wanted)) == Outcome::confirmed);
  CHECK(stage.sets_received == 1);
  CHECK(text(stage, 21) == "colour");
  CHECK(text(stage, 24) == "00f001f401f4");  // as bright as the white was
  CHECK(stage.plug.relay(1) == Power::on);
  CHECK(stage.link->state().light->levels.colour == true);
  CHECK(stage.link->state().light->levels.hue == 240);
}

TEST_CASE("brightness goes to what is lit") {
  Stage stage(bulb());
  stage.start();
  REQUIRE(stage.run_until_online());
  CHECK(finish(stage, stage.execute(levels(80))) == Outcome::confirmed);
  CHECK(count(stage, 22) == 800);
  CHECK(finish(stage, stage.execute(levels({}, 120))) == Outcome::confirmed);
  CHECK(finish(stage, stage.execute(levels(20))) == Outcome::confirmed);
  CHECK(text(stage, 24) == "007803e800c8");
  CHECK(count(stage, 22) == 800);
  CHECK(finish(stage, stage.execute(levels({}, {}, 153))) == Outcome::confirmed);
  CHECK(text(stage, 21) == "white");
  CHECK(count(stage, 23) == 1000);
  CHECK(count(stage, 22) == 200);  // no brighter by the change
  CHECK(finish(stage, stage.execute(levels({}, {}, 153))) == Outcome::unchanged);
}

TEST_CASE("what waits for a lamp is merged: other levels end together, the same ones are superseded") {
  Stage stage(bulb());
  const CommandId first = stage.execute(levels(70));
  const CommandId hue = stage.execute(levels({}, 60));
  const CommandId brightness = stage.execute(levels(40));
  stage.start();
  CHECK(finish(stage, hue) == Outcome::confirmed);
  CHECK(finish(stage, brightness) == Outcome::confirmed);
  CHECK(finish(stage, first) == Outcome::superseded);
  CHECK(stage.sets_received == 1);
  CHECK(text(stage, 24) == "003c03e80190");
}

TEST_CASE("of a lamp's switch the newest command counts, whichever kind it is") {
  Stage stage(bulb());
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_air(false);
  SetLight on;
  on.power = true;
  const CommandId busy = stage.execute(levels(10));
  const CommandId lit = stage.execute(on);
  const CommandId toggled = stage.switch_relay(1, PowerAction::toggle);
  stage.set_air(true);
  CHECK(finish(stage, busy) == Outcome::confirmed);
  CHECK(finish(stage, lit) == Outcome::superseded);
  finish(stage, toggled);
  CHECK(stage.plug.relay(1) == Power::off);
}

TEST_CASE("a lamp's set that is only acknowledged is not confirmed") {
  Stage stage(bulb());
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("ack-only");
  CHECK(finish(stage, stage.execute(levels(90))) == Outcome::unconfirmed);
}

TEST_CASE("without a session a lamp's command ends offline") {
  Stage stage(bulb());
  stage.plug_address = elsewhere;
  stage.start();
  const CommandId command = stage.execute(levels(90));
  CHECK(finish(stage, command) == Outcome::offline);
}

TEST_CASE("what a device is not, is refused") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  CHECK(finish(stage, stage.execute(levels(50))) == Outcome::refused);
  CHECK(finish(stage, stage.execute(MoveCover{CoverAction::open, 0})) == Outcome::refused);
  CHECK(stage.sets_received == 0);
  Stage lamp(bulb());
  lamp.start();
  REQUIRE(lamp.run_until_online());
  CHECK(finish(lamp, lamp.execute(MoveCover{})) == Outcome::refused);
}

TEST_CASE("a cover is found, goes where it is sent, and a word overrules a place that has not left") {
  Stage stage(cover());
  stage.start();
  REQUIRE(stage.run_until_online());
  CHECK(stage.link->module() == "Tuya Cover");
  CHECK(stage.link->state().relays.empty());
  REQUIRE(stage.link->state().cover);
  CHECK(stage.link->state().cover->position == 30);
  CHECK(finish(stage, stage.execute(MoveCover{CoverAction::go_to, 75})) == Outcome::confirmed);
  CHECK(count(stage, 2) == 75);
  CHECK(stage.link->state().cover->direction == CoverDirection::opening);
  CHECK(finish(stage, stage.execute(MoveCover{CoverAction::close, 0})) == Outcome::confirmed);
  CHECK(text(stage, 1) == "close");
  CHECK(finish(stage, stage.switch_relay(1, PowerAction::on)) == Outcome::refused);

  stage.run_for(1s);
  stage.set_air(false);
  const CommandId busy = stage.execute(MoveCover{CoverAction::go_to, 10});
  const CommandId place = stage.execute(MoveCover{CoverAction::go_to, 20});
  const CommandId word = stage.execute(MoveCover{CoverAction::stop, 0});
  stage.set_air(true);
  finish(stage, busy);
  CHECK(finish(stage, place) == Outcome::superseded);
  CHECK(finish(stage, word) == Outcome::confirmed);
  CHECK(text(stage, 1) == "stop");
  CHECK(count(stage, 2) == 10);
}

TEST_CASE("a cover that is stopped before it has moved stands, although it has nothing new to push") {
  // One of those whose datapoint 7 goes on saying which way it went last.
  Stage stage(device({}, {{1, std::string("stop")}, {2, number(30)}, {3, number(30)}, {7, std::string("opening")}}));
  stage.start();
  REQUIRE(stage.run_until_online());
  REQUIRE(text(stage, 1) == "stop");  // and so it stays while it goes to a place
  CHECK(finish(stage, stage.execute(MoveCover{CoverAction::go_to, 75})) == Outcome::confirmed);
  CHECK(stage.link->state().cover->direction == CoverDirection::opening);
  CHECK(finish(stage, stage.execute(MoveCover{CoverAction::stop, 0})) == Outcome::unchanged);
  CHECK(stage.link->state().cover->direction == CoverDirection::stopped);
}

TEST_CASE("covers and sensors are never told anything by the power policy") {
  const auto climate = device({}, {{1, number(215)}, {2, number(47)}, {4, number(90)}, {9, std::string("c")}});
  for (const auto& settings : {cover(), climate}) {
    Stage stage(settings);
    stage.targets.power_on = PowerOn::on;
    stage.targets.confirmed.assign(max_relays, Power::on);
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.restart_presad(true);
    REQUIRE(stage.run_until_online());
    stage.run_for(10min);
    CHECK(stage.sets_received == 0);
    CHECK(stage.link->condition().online);
  }
}

TEST_CASE("a lamp's switch is restored after a power cut as a plug's relay is, and nothing else of it is touched") {
  Stage stage(bulb());
  stage.targets.power_on = PowerOn::on;
  stage.targets.confirmed.assign(max_relays, Power::on);
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.restart_presad(true);
  REQUIRE(stage.run_until([&] { return stage.plug.relay(1) == Power::on; }));
  stage.run_for(1min);
  CHECK(stage.sets_received == 1);
  CHECK(text(stage, 21) == "white");
}

TEST_CASE("a datapoint that the inventory calls read-only is not written, and its scale goes before the profile's") {
  auto settings = plug_settings(Version::v3_3);
  auto inventory = link_settings(settings);
  inventory.datapoints = {{20, "cur_voltage", {}, 2, "V", false}};
  Stage stage(settings, inventory);
  stage.start();
  REQUIRE(stage.run_until_online());
  REQUIRE(stage.link->state().meter);
  CHECK(*stage.link->state().meter->voltage_v == doctest::Approx(23.0).epsilon(0.02));
  CHECK(finish(stage, stage.execute(WriteDatapoint{{20, number(1)}})) == Outcome::refused);
  CHECK(stage.sets_received == 0);
}
