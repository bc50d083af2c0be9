// Lamps, covers and sensors: what is said when they change, by command and by hand.

#include <doctest/doctest.h>

#include <algorithm>

#include "base/json.h"
#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

namespace {

State lamp(Power power, unsigned brightness) {
  State state;
  state.relays = {power};
  state.light = Light{LightKind::dimmer, {{}, brightness, {}, {}, {}}};
  return state;
}

State cover(unsigned position, CoverDirection direction, unsigned target) {
  State state;
  state.cover = Cover{true, position, target, direction};
  return state;
}

State door(bool open, double temperature) {
  State state;
  state.readings = {{ReadingKind::temperature, temperature, 1}, {ReadingKind::contact, open ? 1.0 : 0.0, 0}};
  return state;
}

/// A device that is online and shows `state`; all that was said of it is forgotten.
FakeDevice& add_showing(HouseOfPlugs& house, const State& state) {
  FakeDevice& device = house.add("thing", "84E3427A1B2C", state.relays.size());
  house.broker.come();
  device.show(state);
  device.come_online(state.relays);
  house.settle(device);
  house.said();
  return device;
}

}  // namespace

TEST_CASE("a lamp's set is answered with its light block, and not with POWER though it was switched on") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, lamp(Power::off, 10));
  house.command("thing/Dimmer", "60");
  CHECK(house.said().empty());
  const auto& set = std::get<SetLight>(device.given().at(0).command);
  CHECK(set.levels.brightness == 60U);
  CHECK(set.power == true);
  device.obey(lamp(Power::on, 60));
  CHECK(house.said_by(device) == Lines{R"(stat/thing/RESULT {"POWER":"ON","Dimmer":60})"});
}

TEST_CASE("SetOption59 puts STATE ahead of a lamp's answer") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, lamp(Power::on, 10));
  house.command("thing/SetOption59", "1");
  house.command("thing/Dimmer", "60");
  house.said();
  device.obey(lamp(Power::on, 60));
  const Lines lines = house.said_by(device);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("tele/thing/STATE {"));
  CHECK(lines[0].find(R"("POWER":"ON","Dimmer":60,"Fade":"OFF","Speed":1,"LedTable":"ON")") != std::string::npos);
  CHECK(lines[1] == R"(stat/thing/RESULT {"POWER":"ON","Dimmer":60})");
}

TEST_CASE("what an app does to a lamp is told: its switch as a relay's, its levels as a light block") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, lamp(Power::on, 10));
  device.show(lamp(Power::off, 10));
  CHECK(house.said_by(device) == Lines{R"(stat/thing/RESULT {"POWER":"OFF"})", "stat/thing/POWER OFF"});
  device.show(lamp(Power::on, 30));
  CHECK(house.said_by(device) == Lines{R"(stat/thing/RESULT {"POWER":"ON"})", "stat/thing/POWER ON",
                                       R"(stat/thing/RESULT {"POWER":"ON","Dimmer":30})"});
  device.show(lamp(Power::on, 30));
  CHECK(house.said_by(device).empty());
}

TEST_CASE("a cover is told on its way and when it stands, each position once") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, cover(40, CoverDirection::stopped, 40));
  house.command("thing/ShutterOpen1");
  device.obey(cover(40, CoverDirection::opening, 100));
  device.show(cover(70, CoverDirection::opening, 100));
  device.show(cover(70, CoverDirection::opening, 100));
  device.show(cover(100, CoverDirection::stopped, 100));
  CHECK(house.said_by(device) ==
        Lines{R"(stat/thing/RESULT {"Shutter1":{"Position":40,"Direction":1,"Target":100,"Tilt":0}})",
              R"(stat/thing/RESULT {"Shutter1":{"Position":70,"Direction":1,"Target":100,"Tilt":0}})",
              R"(stat/thing/RESULT {"Shutter1":{"Position":100,"Direction":0,"Target":100,"Tilt":0}})"});
}

TEST_CASE("a cover that is stopped says Done, and then where it stands") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, cover(40, CoverDirection::opening, 100));
  house.command("thing/ShutterStop1");
  device.obey(cover(45, CoverDirection::stopped, 45));
  CHECK(house.said_by(device) ==
        Lines{R"(stat/thing/RESULT {"ShutterStop":"Done"})",
              R"(stat/thing/RESULT {"Shutter1":{"Position":45,"Direction":0,"Target":45,"Tilt":0}})"});
}

TEST_CASE("a sensor's change is told at once: what is so or not as an action too") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, door(false, 21.5));
  device.show(door(true, 21.5));
  Lines lines = house.said_by(device);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == R"(stat/thing/RESULT {"Switch1":{"Action":"ON"}})");
  CHECK(lines[1].starts_with("tele/thing/SENSOR {"));
  CHECK(lines[1].find(R"("Switch1":"ON","TuyaSNS":{"Temperature":21.5},"TempUnit":"C"})") != std::string::npos);
  device.show(door(true, 22));
  lines = house.said_by(device);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("tele/thing/SENSOR {"));
}

TEST_CASE("with SetOption4 changes are told where the commands would be answered") {
  HouseOfPlugs house;
  FakeDevice& device = add_showing(house, lamp(Power::on, 10));
  house.command("thing/SetOption4", "1");
  house.said();
  device.show(lamp(Power::on, 30));
  CHECK(house.said_by(device) == Lines{R"(stat/thing/DIMMER {"POWER":"ON","Dimmer":30})"});
}

TEST_CASE("MQTT discovery's lamps have STATE behind every change, and its covers say where they are") {
  HouseOfPlugs house(std::make_shared<FakeStore>(), tasmota::Discovery::mqtt);
  FakeDevice& device = add_showing(house, lamp(Power::on, 10));
  device.show(lamp(Power::on, 30));
  const Lines lines = house.said_by(device);
  CHECK(std::any_of(lines.begin(), lines.end(),
                    [](const std::string& line) { return line.starts_with("tele/thing/STATE"); }));
  HouseOfPlugs other(std::make_shared<FakeStore>(), tasmota::Discovery::mqtt);
  FakeDevice& shutter = other.add("thing", "84E3427A1B2C", 0);
  other.broker.come();
  shutter.show(cover(40, CoverDirection::stopped, 40));
  shutter.come_online({});
  const Lines said = other.said_by(shutter);
  CHECK(std::count(said.begin(), said.end(),
                   R"(stat/thing/RESULT {"Shutter1":{"Position":40,"Direction":0,"Target":40,"Tilt":0}})") == 1);
}

TEST_CASE("a lamp that was not heard again yet knows a lamp's words") {
  auto store = std::make_shared<FakeStore>();
  store->put("thing", "form", "84E3427A1B2C light=5");
  HouseOfPlugs house(store);
  const FakeDevice& device = house.add("thing");
  house.broker.come();
  house.said();
  house.command("thing/CT", "300");
  CHECK(house.said().empty());
  REQUIRE(device.given().size() == 1);
  CHECK(std::get<SetLight>(device.given()[0].command).levels.ct == 300U);
}
