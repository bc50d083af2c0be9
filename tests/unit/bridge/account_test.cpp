// A device's energy account, from its reports to the broker and to the store.

#include <doctest/doctest.h>

#include <algorithm>

#include "bridge/local_time.h"
#include "journal.h"

using namespace presad;
using namespace presad::testing;

namespace {

FakeDevice& add_metering(HouseOfPlugs& house, double used_wh) {
  FakeDevice& plug = house.add_online("plug");
  plug.measure(Meter{0.0, 231.0, 0.0});
  plug.count_energy(used_wh);
  house.settle(plug);
  house.said();
  return plug;
}

Lines counters(const std::string& word, const std::string& values) {
  return {"stat/plug/RESULT {\"" + word + "\":{" + values + "}}"};
}

/// The next SENSOR, which TelePeriod brings.
std::string sensor(HouseOfPlugs& house) {
  house.broker.take_sent();
  house.command("plug/TelePeriod");
  REQUIRE(run_until(house.loop, [&] { return house.broker.last_on("tele/plug/SENSOR").has_value(); }));
  return *house.broker.last_on("tele/plug/SENSOR");
}

}  // namespace

TEST_CASE("EnergyTotal sets what was there before today, and is answered with what came of it") {
  HouseOfPlugs house;
  add_metering(house, 300);
  house.command("plug/EnergyTotal");
  CHECK(house.said() == counters("EnergyTotal", R"("Total":0.300,"Yesterday":0.000,"Today":0.300)"));
  house.command("plug/EnergyTotal", "1000");
  CHECK(house.said() == counters("EnergyTotal", R"("Total":1.300,"Yesterday":0.000,"Today":0.300)"));
  house.command("plug/EnergyTotal", "0");
  CHECK(house.said() == counters("EnergyTotal", R"("Total":0.300,"Yesterday":0.000,"Today":0.300)"));
}

TEST_CASE("EnergyToday takes the total with it, EnergyYesterday leaves it") {
  HouseOfPlugs house;
  add_metering(house, 300);
  house.command("plug/EnergyToday", "500");
  CHECK(house.said() == counters("EnergyToday", R"("Total":0.500,"Yesterday":0.000,"Today":0.500)"));
  house.command("plug/EnergyYesterday", "700");
  CHECK(house.said() == counters("EnergyYesterday", R"("Total":0.500,"Yesterday":0.700,"Today":0.500)"));
  house.command("plug/EnergyToday", "0");
  CHECK(house.said() == counters("EnergyToday", R"("Total":0.000,"Yesterday":0.700,"Today":0.000)"));
}

TEST_CASE("an epoch behind the value is TotalStartTime, in local time") {
  HouseOfPlugs house;
  add_metering(house, 300);
  const WallTime start{std::chrono::seconds(1'736'000'000)};
  for (const char* const word : {"EnergyTotal", "EnergyToday", "EnergyYesterday"}) {
    house.command("plug/EnergyTotal", "0,1600000000");
    house.command(std::string("plug/") + word, "100,1736000000");
    house.command("plug/Status", "10");
    CHECK(house.broker.last_on("stat/plug/STATUS10")
              .value_or("")
              .find("\"TotalStartTime\":\"" + tasmota::render_local(start, bridge::utc_offset) + "\"") !=
          std::string::npos);
  }
}

TEST_CASE("a correction is with the store before it is answered, and holds over a restart") {
  const auto store = std::make_shared<FakeStore>();
  {
    HouseOfPlugs house(store);
    add_metering(house, 300);
    Journal journal(house);
    house.command("plug/EnergyTotal", "1000");
    const Lines lines = journal.take();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("store energy "));
    CHECK(lines[1].starts_with("stat/plug/RESULT {\"EnergyTotal\""));
  }
  HouseOfPlugs house(store);
  house.add("plug");  // not heard yet
  house.broker.come();
  house.said();
  house.command("plug/EnergyTotal");
  CHECK(house.said() == counters("EnergyTotal", R"("Total":1.300,"Yesterday":0.000,"Today":0.300)"));
}

TEST_CASE("what a person got wrong corrects nothing") {
  HouseOfPlugs house;
  add_metering(house, 300);
  house.command("plug/EnergyTotal", "-5");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"Command":"Error","Input":"ENERGYTOTAL -5"})"});
  house.command("plug/_EnergyToday", "200");
  CHECK(house.said().empty());
  house.command("plug/EnergyTotal");
  CHECK(house.said() == counters("EnergyTotal", R"("Total":0.200,"Yesterday":0.000,"Today":0.200)"));
}

TEST_CASE("Period counts from one periodic SENSOR to the next, and a correction is no consumption") {
  HouseOfPlugs house;
  FakeDevice& plug = add_metering(house, 4);
  CHECK(sensor(house).find("\"Total\":0.004,\"Yesterday\":0.000,\"Today\":0.004,\"Period\":4,\"Power\":0,") !=
        std::string::npos);
  CHECK(sensor(house).find("\"Period\":0,") != std::string::npos);
  plug.count_energy(2);
  house.settle(plug);
  house.command("plug/Status", "10");  // no periodic one
  CHECK(sensor(house).find("\"Period\":2,") != std::string::npos);
  house.command("plug/EnergyTotal", "5000");
  CHECK(sensor(house).find("\"Period\":0,") != std::string::npos);
}

TEST_CASE("a plug that measures nothing knows no counters") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/EnergyTotal", "0");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"Command":"Unknown","Input":"ENERGYTOTAL 0"})"});
}
