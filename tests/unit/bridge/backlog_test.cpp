// A Backlog as the broker hears it: each of its commands as if it had been sent alone.

#include <doctest/doctest.h>

#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

TEST_CASE("the next command waits for its time and not for the device") {
  HouseOfPlugs house;
  FakeDevice& strip = house.add_online("strip", "84E3427A1B2C", {Power::off, Power::off});
  house.command("strip/Backlog", "Power1 ON;Power2 ON");
  CHECK(run_until(house.loop, [&] { return strip.given().size() == 2; }));
  CHECK(house.said().empty());
  strip.obey();
  strip.obey();
  CHECK(house.said_by(strip) == Lines{"stat/strip/RESULT {\"POWER1\":\"ON\"}", "stat/strip/POWER1 ON",
                                      "stat/strip/RESULT {\"POWER2\":\"ON\"}", "stat/strip/POWER2 ON"});
}

TEST_CASE("commands are 200 ms apart, and without a pause where none is wanted") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  const Timestamp begin = house.loop.now();
  house.command("plug/Backlog", "Power;Power;Power");
  CHECK(run_until(house.loop, [&] { return plug.given().size() == 3; }));
  CHECK(house.loop.now() - begin >= std::chrono::milliseconds(400));
  house.command("plug/Backlog0", "Power;Power;Power");
  run_for(house.loop, std::chrono::milliseconds(30));
  CHECK(plug.given().size() == 6);
}

TEST_CASE("what nobody knows is answered within a Backlog too, Reset among it") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/Backlog0", "Foo bar;Reset 1;PowerOnState");
  Lines lines;
  CHECK(run_until(house.loop, [&] {
    for (std::string& line : house.said()) lines.push_back(std::move(line));
    return lines.size() == 3;
  }));
  CHECK(lines == Lines{R"(stat/plug/RESULT {"Command":"Unknown","Input":"FOO bar"})",
                       R"(stat/plug/RESULT {"Command":"Unknown","Input":"RESET 1"})",
                       R"(stat/plug/RESULT {"PowerOnState":3})"});
}

TEST_CASE("an empty Backlog ends one that runs") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  house.command("plug/Backlog", "Power;Power;Power");
  house.command("plug/Backlog");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"Backlog":"Aborted"})"});
  run_for(house.loop, std::chrono::milliseconds(30));
  CHECK(plug.given().empty());
  house.command("plug/Backlog");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"Backlog":"Empty"})"});
}

TEST_CASE("what came on the fallback topic is answered there, command by command") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("DVES_7A1B2C_fb/Backlog", "PowerOnState");
  Lines lines;
  CHECK(run_until(house.loop, [&] {
    lines = house.said();
    return !lines.empty();
  }));
  CHECK(lines == Lines{R"(stat/DVES_7A1B2C_fb/RESULT {"PowerOnState":3})"});
}
