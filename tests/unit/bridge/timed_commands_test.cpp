// What a device does by itself after a while, as the broker hears it, and what its meter crosses.

#include <doctest/doctest.h>

#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

namespace {

const Lines on_pair = {"stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER ON"};
const Lines off_pair = {"stat/plug/RESULT {\"POWER\":\"OFF\"}", "stat/plug/POWER OFF"};

/// The next command that the device is given, done at once; what was said by then.
Lines obeys(HouseOfPlugs& house, FakeDevice& plug) {
  REQUIRE(run_until(house.loop, [&] { return !plug.given().empty(); }));
  plug.obey();
  return house.said_by(plug);
}

bool is_on(const FakeDevice& plug) { return plug.state().relays[0] == Power::on; }

}  // namespace

TEST_CASE("tasmota 6: a relay with a PulseTime goes off by itself, whoever switched it on") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/PulseTime", "1");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"PulseTime1":{"Set":1,"Remaining":1}})"});
  CHECK(obeys(house, plug) == off_pair);  // it starts at once
  house.command("plug/POWER", "ON");
  plug.obey();
  CHECK(house.said_by(plug) == on_pair);
  CHECK(obeys(house, plug) == off_pair);
  plug.show(1, Power::on);
  CHECK(house.said_by(plug) == on_pair);
  CHECK(obeys(house, plug) == off_pair);
}

TEST_CASE("a relay that is switched off has no pulse any more, and PulseTime holds over a restart") {
  const auto store = std::make_shared<FakeStore>();
  {
    HouseOfPlugs house(store);
    FakeDevice& plug = house.add_online("plug", "84E3427A1B2C", {Power::on});
    house.command("plug/PulseTime", "2");
    plug.show(1, Power::off);
    house.settle(plug);
    run_for(house.loop, std::chrono::milliseconds(300));
    CHECK(plug.given().empty());
  }
  HouseOfPlugs house(store);
  FakeDevice& plug = house.add_online("plug", "84E3427A1B2C", {Power::on});
  CHECK(obeys(house, plug) == off_pair);  // begun anew, as after a reboot of Tasmota
}

TEST_CASE("a pulse runs while the broker is away") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/PulseTime", "1");
  obeys(house, plug);
  house.broker.go();
  plug.show(1, Power::on);
  house.settle(plug);
  obeys(house, plug);
  CHECK_FALSE(is_on(plug));
}

TEST_CASE("tasmota 6: TimedPower switches, and back when its time has come") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/TimedPower", "100");
  CHECK(obeys(house, plug) == on_pair);
  house.command("plug/TimedPower");
  CHECK(house.broker.last_on("stat/plug/RESULT").value_or("").find("\"Command\":\"Power1 0\"") != std::string::npos);
  house.said();
  CHECK(obeys(house, plug) == off_pair);
  house.command("plug/TimedPower");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"TimedPower":"Empty"})"});
}

TEST_CASE("tasmota 3: a blink says when it begins and when it ends, and nothing between") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/BlinkTime", "2");
  house.command("plug/BlinkCount", "1");
  house.said();
  house.command("plug/POWER", "BLINK");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"POWER":"Blink ON"})"});
  CHECK(obeys(house, plug).empty());
  CHECK(is_on(plug));
  CHECK(obeys(house, plug).empty());
  CHECK_FALSE(is_on(plug));
  CHECK(obeys(house, plug) == Lines{R"(stat/plug/RESULT {"POWER":"Blink OFF"})", off_pair[0], off_pair[1]});
  run_for(house.loop, std::chrono::milliseconds(300));
  CHECK(plug.given().empty());
}

TEST_CASE("tasmota 3: BLINKOFF puts the relay back where it stood, and says so much alone if it did not blink") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/POWER", "BLINKOFF");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"POWER":"Blink OFF"})"});
  house.command("plug/POWER", "BLINK");
  CHECK(obeys(house, plug).size() == 1);
  CHECK(is_on(plug));
  house.command("plug/POWER", "BLINKOFF");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"POWER":"Blink OFF"})"});
  CHECK(obeys(house, plug) == off_pair);
}

TEST_CASE("tasmota 3: a command ends a blink, and TOGGLE is of where the relay stood") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/POWER", "BLINK");
  obeys(house, plug);
  CHECK(is_on(plug));
  house.command("plug/POWER", "TOGGLE");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"POWER":"Blink OFF"})"});
  CHECK(obeys(house, plug) == on_pair);
  CHECK(is_on(plug));
}

TEST_CASE("where a blink stands is not remembered as anybody's wish") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/POWER", "BLINK");
  obeys(house, plug);
  CHECK(is_on(plug));
  CHECK(house.store->facts("plug").at("power.1") == "OFF");
}

TEST_CASE(
    "tasmota 5: what a meter crosses is told in MARGINS, with SENSOR behind it, and once more when it has settled") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug", "84E3427A1B2C", {Power::on});
  plug.measure({10, 230, 0.1});
  house.settle(plug);
  house.command("plug/PowerHigh", "100");
  house.said();
  plug.measure({150, 230, 0.7});
  Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == R"(tele/plug/MARGINS {"MARGINS":{"PowerHigh":"ON"}})");
  CHECK(lines[1].starts_with("tele/plug/SENSOR {"));
  CHECK(lines[1].find("Period") == std::string::npos);
  plug.measure({160, 230, 0.7});
  CHECK(house.said_by(plug).empty());
  CHECK(run_until(house.loop, [&] {
    lines = house.said();
    return !lines.empty();
  }));
  CHECK(lines[0].starts_with("tele/plug/SENSOR {"));
}
