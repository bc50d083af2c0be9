// What is remembered before it is said, and what somebody set by command and holds over restarts.

#include <doctest/doctest.h>

#include "journal.h"

using namespace presad;
using namespace presad::testing;

namespace {

/// What a house that remembers `store`, with this line in its inventory, answers to PowerOnState.
Lines power_on_state(const std::shared_ptr<FakeStore>& store, PowerOn inventory) {
  HouseOfPlugs house(store);
  house.add("plug", "84E3427A1B2C", 1, inventory);
  house.broker.come();
  house.said();
  house.command("plug/PowerOnState");
  return house.said();
}

Lines told(int number) { return {R"(stat/plug/RESULT {"PowerOnState":)" + std::to_string(number) + "}"}; }

}  // namespace

TEST_CASE("a state that a command brought about is with the store before stat/... goes out") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  Journal journal(house);
  house.command("plug/POWER", "ON");
  plug.obey();
  house.settle(plug);
  CHECK(journal.take() == Lines{"store power.1 ON", "stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER ON"});
}

TEST_CASE("a state that somebody's hand brought about is with the store before stat/... goes out") {
  HouseOfPlugs house;
  FakeDevice& strip = house.add_online("strip", "84E3427A1B2C", {Power::off, Power::off});
  Journal journal(house);
  strip.show(2, Power::on);
  house.settle(strip);
  CHECK(journal.take() == Lines{"store power.2 ON", "stat/strip/RESULT {\"POWER2\":\"ON\"}", "stat/strip/POWER2 ON"});
}

TEST_CASE("the state of a plug that comes is with the store before the broker hears of the plug") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  house.broker.come();
  house.said();
  Journal journal(house);
  plug.come_online({Power::on});
  house.settle(plug);
  const Lines lines = journal.take();
  REQUIRE(lines.size() == 8);
  CHECK(lines.front() == "store power.1 ON");
  CHECK(lines.back() == "stat/plug/POWER ON");
}

TEST_CASE("a policy that is answered is with the store already") {
  HouseOfPlugs house;
  house.add_online("plug");
  Journal journal(house);
  house.command("plug/PowerOnState", "1");
  CHECK(journal.take() == Lines{"store power_on on/device", R"(stat/plug/RESULT {"PowerOnState":1})"});
  house.command("plug/PowerOnState", "1");
  CHECK(journal.take() == told(1));
}

TEST_CASE("PowerOnState is what the device is told when it was woken") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  CHECK_FALSE(plug.targets().target(1, Power::on, true));
  house.command("plug/PowerOnState", "3");
  CHECK(plug.targets().target(1, Power::on, true) == false);  // as it was
  house.command("plug/PowerOnState", "1");
  CHECK(plug.targets().target(1, Power::off, true) == true);
  CHECK(plug.targets().own_restore() == PowerOn::on);
}

TEST_CASE("PowerOnState set by command holds over restarts until that line of the inventory changes") {
  const auto store = std::make_shared<FakeStore>();
  {
    HouseOfPlugs house(store);
    house.add_online("plug");
    house.command("plug/PowerOnState", "1");
  }
  CHECK(power_on_state(store, PowerOn::device) == told(1));
  CHECK(power_on_state(store, PowerOn::device) == told(1));
  CHECK(power_on_state(store, PowerOn::off) == told(0));
  CHECK(power_on_state(store, PowerOn::device) == told(3));
}

TEST_CASE("PowerOnState set by command holds over a reload that changes another line") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/PowerOnState", "0");
  house.bridge.settle("plug", {"Kettle", {PowerOn::device, true}});
  house.said();
  house.command("plug/PowerOnState");
  CHECK(house.said() == told(0));
  house.bridge.settle("plug", {"Kettle", {PowerOn::on, true}});
  house.command("plug/PowerOnState");
  CHECK(house.said() == told(1));
  house.command("plug/Status");
  CHECK(house.broker.last_on("stat/plug/STATUS").value_or("").find("\"PowerOnState\":1,") != std::string::npos);
}
