// What a device's face says to commands, and to changes that nobody asked for.

#include <doctest/doctest.h>

#include "base/json.h"
#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

namespace {

const Lines on_pair = {"stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER ON"};
const Lines off_pair = {"stat/plug/RESULT {\"POWER\":\"OFF\"}", "stat/plug/POWER OFF"};

std::size_t count_of(const Lines& lines, const std::string& start) {
  std::size_t count = 0;
  for (const std::string& line : lines) count += line.starts_with(start) ? 1U : 0U;
  return count;
}

/// How many commands of presad's house ended `outcome`, as cmnd/presad/State tells.
std::int64_t ended(HouseOfPlugs& house, std::string_view outcome) {
  house.command("presad/State");
  const auto state = parse_json(house.broker.last_on("stat/presad/RESULT").value_or(""));
  REQUIRE(state);
  REQUIRE(state->find("Presad") != nullptr);
  return *state->find("Presad")->find("Commands")->find(outcome)->integer();
}

}  // namespace

TEST_CASE("a command is answered when the device has done it, and not before") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/POWER", "ON");
  CHECK(house.said().empty());
  REQUIRE(plug.given().size() == 1);
  CHECK(std::get<SetPower>(plug.given()[0].command).action == PowerAction::on);
  plug.obey();
  CHECK(house.said_by(plug) == on_pair);  // once, though the state follows the answer
}

TEST_CASE("an unchanged state is answered in full all the same") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/POWER", "OFF");
  plug.obey(Outcome::unchanged);
  CHECK(house.said_by(plug) == off_pair);
}

TEST_CASE("RESULT comes before POWER, and a silent word leaves POWER alone") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/_POWER", "ON");
  plug.obey();
  CHECK(house.said_by(plug) == Lines{"stat/plug/POWER ON"});
}

TEST_CASE("a push is published once, and a repeated state not at all") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  plug.show(1, Power::on);
  CHECK(house.said_by(plug) == on_pair);
  plug.show(1, Power::on);
  CHECK(house.said_by(plug).empty());
  plug.show(1, Power::off);
  CHECK(house.said_by(plug) == off_pair);
}

TEST_CASE("of several relays only the one that changed is published") {
  HouseOfPlugs house;
  FakeDevice& strip = house.add_online("strip", "84E3427A1B2C", {Power::off, Power::on, Power::off});
  strip.show(3, Power::on);
  CHECK(house.said_by(strip) == Lines{"stat/strip/RESULT {\"POWER3\":\"ON\"}", "stat/strip/POWER3 ON"});
}

TEST_CASE("Power0 asks every relay in turn, and each is answered") {
  HouseOfPlugs house;
  FakeDevice& strip = house.add_online("strip", "84E3427A1B2C", {Power::off, Power::off});
  house.command("strip/Power0", "ON");
  REQUIRE(strip.given().size() == 2);
  CHECK(std::get<SetPower>(strip.given()[0].command).relay == 1);
  CHECK(std::get<SetPower>(strip.given()[1].command).relay == 2);
  CHECK(strip.given()[0].id != strip.given()[1].id);
  strip.obey();
  strip.obey();
  CHECK(house.said_by(strip) == Lines{"stat/strip/RESULT {\"POWER1\":\"ON\"}", "stat/strip/POWER1 ON",
                                      "stat/strip/RESULT {\"POWER2\":\"ON\"}", "stat/strip/POWER2 ON"});
}

TEST_CASE("what did not come about is answered by its outcome, and no state is made up") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  struct Case {
    Outcome outcome;
    const char* word;
  };
  for (const Case& each : {Case{Outcome::unconfirmed, "Unconfirmed"}, Case{Outcome::superseded, "Superseded"},
                           Case{Outcome::offline, "Offline"}, Case{Outcome::refused, "Error"}}) {
    house.command("plug/POWER", "ON");
    plug.answer(each.outcome, "for a reason");
    CHECK(house.said_by(plug) ==
          Lines{std::string("stat/plug/RESULT {\"Command\":\"") + each.word + "\",\"Input\":\"POWER ON\"}"});
  }
}

TEST_CASE("commands are counted by their outcome, in presad's State and in the plug's own") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  for (const Outcome outcome : {Outcome::confirmed, Outcome::confirmed, Outcome::unchanged, Outcome::unconfirmed,
                                Outcome::superseded, Outcome::offline, Outcome::refused}) {
    house.command("plug/POWER", "ON");
    plug.answer(outcome);
    house.settle(plug);
  }
  house.command("plug/NONSENSE");  // refused by presad itself
  CHECK(ended(house, "Confirmed") == 2);
  CHECK(ended(house, "Unchanged") == 1);
  CHECK(ended(house, "Unconfirmed") == 1);
  CHECK(ended(house, "Superseded") == 1);
  CHECK(ended(house, "Offline") == 1);
  CHECK(ended(house, "Refused") == 2);

  house.command("plug/State");
  const auto state = parse_json(house.broker.last_on("stat/plug/RESULT").value_or(""));
  REQUIRE(state);
  CHECK(*state->find("Presad")->find("Commands")->find("Confirmed")->integer() == 2);
  CHECK(*state->find("Presad")->find("Outcome")->string() == "Refused");
}

TEST_CASE("a command that nobody knows is answered Unknown and given to no device") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  house.command("plug/Frobnicate", "7");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"Command":"Unknown","Input":"FROBNICATE 7"})"});
  CHECK(plug.given().empty());
}

TEST_CASE("raw datapoints become TuyaReceived when they were asked for, and only then") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  plug.report({{1, true}});
  CHECK(house.said_by(plug).empty());
  house.command("plug/TuyaSend0");
  plug.answer(Outcome::unchanged);
  plug.report({{1, true}});
  plug.report({{1, true}});
  const Lines lines = house.said_by(plug);
  CHECK(count_of(lines, "stat/plug/RESULT {\"TuyaSend\":\"Done\"}") == 1);
  CHECK(count_of(lines, "tele/plug/RESULT {\"TuyaReceived\":") == 1);
}

TEST_CASE("a question for raw datapoints that a push answered leaves nothing behind when it fails") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/TuyaSend0");
  plug.report({{1, true}});
  house.said_by(plug);
  plug.answer(Outcome::offline);
  plug.report({{1, false}});
  CHECK(count_of(house.said_by(plug), "tele/plug/RESULT") == 0);
}

TEST_CASE("TuyaSend9 publishes each datapoint on a topic of its own") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/TuyaSend9");
  house.said();
  plug.report({{1, true}, {19, std::int64_t{43}}});
  CHECK(house.said_by(plug) == Lines{"stat/plug/DPTYPE1ID1 1", "stat/plug/DPTYPE2ID19 43"});
}

TEST_CASE("TelePeriod is answered, and STATE follows on a later turn") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/TelePeriod", "60");
  CHECK(house.said() == Lines{"stat/plug/RESULT {\"TelePeriod\":60}"});
  CHECK(run_until(house.loop, [&] { return house.broker.last_on("tele/plug/STATE").has_value(); }));
}

TEST_CASE("a new name is shown from the next message on") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.bridge.settle("plug", {"Kitchen kettle", {}});
  house.bridge.settle("absent", {"nobody", {}});
  house.command("plug/Status");
  CHECK(house.broker.last_on("stat/plug/STATUS").value_or("").find("\"DeviceName\":\"Kitchen kettle\"") !=
        std::string::npos);
}
