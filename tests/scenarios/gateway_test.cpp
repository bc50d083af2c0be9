// A gateway and its sub-devices: each a device of its own, on one session.

#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/household.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using simulator::OfSubDevice;
using tuya::Version;

namespace {

constexpr Version all_versions[] = {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5};

/// With three sub-devices in the inventory, all well.
struct Well : Household {
  explicit Well(Version version = Version::v3_4)
      : Household(gateway_settings(version)), first(add(1)), second(add(2)), third(add(3)) {
    stage.start();
    REQUIRE(run_until_all_online());
  }
  Member& first;
  Member& second;
  Member& third;
};

}  // namespace

TEST_CASE("each sub-device is switched and confirmed over the one session of its gateway, in every version") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Well house(version);
    const CommandId on = house.execute(house.second, SetPower{1, PowerAction::on});
    REQUIRE(house.run_until([&] { return house.second.answers.contains(on); }, 5s));
    CHECK(house.second.answers[on].outcome == Outcome::confirmed);
    CHECK(house.second.relay() == Power::on);
    CHECK(house.first.relay() == Power::off);
    CHECK(house.third.relay() == Power::off);
    CHECK(house.stage.plug.sub_devices()[1].hardware.relay(1) == Power::on);
    CHECK(house.stage.dials.size() == 1);
  }
}

TEST_CASE("a push with a cid goes to that sub-device alone") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Well house(version);
    house.act(3, OfSubDevice::What::press);
    REQUIRE(house.run_until([&] { return house.third.relay() == Power::on; }, 1s));
    CHECK(house.first.relay() == Power::off);
    CHECK(house.stage.link->state().relays.empty());
  }
}

TEST_CASE("a gateway with nothing of its own to tell is online, is asked now and then, and never reconnected") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Well house(version);
    house.run_for(10min);
    CHECK(house.stage.link->condition().online);
    CHECK(house.stage.dials.size() == 1);
    for (const auto* member : {&house.first, &house.second, &house.third}) CHECK(member->presence == std::vector{true});
  }
}

TEST_CASE("what a gateway remembers of a sub-device that it does not reach is not told as live") {
  Household house(gateway_settings(Version::v3_4));
  house.act(2, OfSubDevice::What::offline);
  auto& first = house.add(1);
  auto& second = house.add(2);
  house.stage.start();
  REQUIRE(house.run_until([&] { return first.condition().online; }));
  house.run_for(60s);
  CHECK_FALSE(second.condition().online);
  CHECK(second.presence.empty());
  CHECK(second.condition().trouble == Trouble::out_of_reach);
  CHECK(second.condition().cause.find("its gateway does not reach it") == 0);
  house.act(2, OfSubDevice::What::online);
  REQUIRE(house.run_until([&] { return second.condition().online; }, 2s));
}

TEST_CASE("a sub-device that its gateway reports offline is Offline at once, the others notice nothing") {
  Well house;
  house.act(1, OfSubDevice::What::offline);
  REQUIRE(house.run_until([&] { return !house.first.condition().online; }, 1s));
  house.run_for(2min);
  CHECK(house.first.presence == std::vector{true, false});
  CHECK(house.second.presence == std::vector{true});
  house.act(1, OfSubDevice::What::online);
  REQUIRE(house.run_until([&] { return house.first.condition().online; }, 2s));
  CHECK(house.stage.dials.size() == 1);
}

TEST_CASE("a command to a sub-device that is gone, unnoticed by its gateway, ends unconfirmed") {
  Well house;
  house.act(1, OfSubDevice::What::lost);
  const CommandId on = house.execute(house.first, SetPower{1, PowerAction::on});
  const CommandId other = house.execute(house.second, SetPower{1, PowerAction::on});
  REQUIRE(house.run_until([&] { return house.first.answers.contains(on); }));
  CHECK(house.first.answers[on].outcome == Outcome::unconfirmed);
  CHECK(house.second.answers[other].outcome == Outcome::confirmed);
}

TEST_CASE("being away behind a gateway is no evidence of a power cut") {
  Household house(gateway_settings(Version::v3_5));
  auto& first = house.add(1);
  first.targets.power_on = PowerOn::on;
  house.stage.start();
  REQUIRE(house.run_until_all_online());
  house.act(1, OfSubDevice::What::offline);
  house.run_for(60s);
  house.act(1, OfSubDevice::What::online);
  REQUIRE(house.run_until([&] { return first.condition().online; }));
  house.run_for(10s);
  CHECK(first.relay() == Power::off);
  CHECK(house.stage.edges.empty());
}

TEST_CASE("sub-devices of a gateway that is away are Offline with the reason, and back with it") {
  Well house;
  house.stage.apply(house.stage.plug.unplug(house.stage.clock.now()));
  REQUIRE(house.run_until([&] { return !house.second.condition().online; }));
  CHECK(house.second.condition().trouble == Trouble::gateway_away);
  CHECK(house.second.condition().cause.find("its gateway is away: ") == 0);
  const CommandId waits = house.execute(house.second, SetPower{1, PowerAction::on});
  house.stage.apply(house.stage.plug.plug_in(house.stage.clock.now()));
  REQUIRE(house.run_until_all_online());
  REQUIRE(house.run_until([&] { return house.second.answers.contains(waits); }));
  CHECK(house.second.answers[waits].outcome == Outcome::confirmed);
  CHECK(house.stage.most_open_connections == 1);
}

TEST_CASE("a gateway that falls silent while its sub-devices keep it busy is found out") {
  Well house;
  house.stage.set_fault("silent");
  for (int i = 0; i < 20; ++i) {
    house.execute(house.first, SetPower{1, PowerAction::toggle});
    house.run_for(1s);
  }
  CHECK_FALSE(house.stage.link->condition().online);
}

TEST_CASE("a cid that the gateway does not know is said, and disturbs nobody") {
  Well house;
  auto& wrong = house.add_cid("a4c138f00dcaffff");
  REQUIRE(house.run_until([&] { return wrong.condition().trouble == Trouble::cid_unknown; }, 5s));
  CHECK(wrong.condition().cause.find("a4c138f00dcaffff") != std::string::npos);
  house.stage.requests.clear();
  house.run_for(60s);
  CHECK(house.stage.requests.size() < 20);  // tried again, at longer and longer intervals
  CHECK_FALSE(wrong.condition().online);
  CHECK(house.first.presence == std::vector{true});
}

TEST_CASE("a sub-device that no inventory has is told once") {
  Household house(gateway_settings(Version::v3_4));
  auto& first = house.add(1);
  house.stage.start();
  REQUIRE(house.run_until_all_online());
  for (int i = 0; i < 3; ++i) {
    house.act(3, OfSubDevice::What::press);
    house.run_for(100ms);
  }
  CHECK(std::count(house.stage.strangers.begin(), house.stage.strangers.end(), "a4c138f00dca0003") == 1);
  CHECK(first.presence == std::vector{true});
}

TEST_CASE("sub-devices come and go without the session's noticing") {
  Well house;
  house.remove(house.third);
  house.run_for(1s);
  auto& again = house.add(3);
  REQUIRE(house.run_until([&] { return again.condition().online; }, 5s));
  CHECK(house.stage.dials.size() == 1);
  CHECK(house.first.presence == std::vector{true});
}

TEST_CASE("one request is in flight at a time, in the order of asking, and the gateway has its turns") {
  Well house;
  house.stage.requests.clear();
  for (auto* const member : {&house.first, &house.second, &house.third}) {
    house.execute(*member, SetPower{1, PowerAction::on});
  }
  const CommandId raw = house.stage.execute(ReadDatapoints{});
  REQUIRE(house.run_until([&] { return house.stage.answered(raw); }, 2s));
  // The gateway's own question did not wait for all three.
  const auto& requests = house.stage.requests;
  const auto query = std::find(requests.begin(), requests.end(), "query");
  CHECK(query - requests.begin() <= 2);
}

TEST_CASE("a gateway whose session begins anew is back before its sub-devices count as away") {
  Well house;
  house.stage.restart_session();
  REQUIRE(house.run_until([&] { return !house.stage.link->condition().online; }, 1s));
  REQUIRE(house.run_until_all_online());
  const CommandId on = house.execute(house.first, SetPower{1, PowerAction::on});
  REQUIRE(house.run_until([&] { return house.first.answers.contains(on); }, 5s));
  CHECK(house.first.answers[on].outcome == Outcome::confirmed);
  CHECK(house.stage.dials.size() == 2);
  for (const auto* member : {&house.first, &house.second, &house.third}) CHECK(member->presence == std::vector{true});
}
