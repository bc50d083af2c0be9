// Source: DIALECT.md, 5.

#include "tasmota/energy.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace presad;
using namespace presad::tasmota;

namespace {

std::string energy(const Meter& meter) {
  JsonWriter json;
  write_energy(json, meter, nullptr, {}, no_utc_offset, true);
  return json.take();
}

}  // namespace

TEST_CASE("tasmota 5: readings have fixed decimals and Tasmota's order") {
  CHECK(energy({42.5, 231.0, 0.263}) ==
        R"({"Power":43,"ApparentPower":61,"ReactivePower":43,"Factor":0.70,"Voltage":231,"Current":0.263})");
  CHECK(energy({1.0, 230.0, 0.2}) ==
        R"({"Power":1,"ApparentPower":46,"ReactivePower":46,"Factor":0.02,"Voltage":230,"Current":0.200})");
}

TEST_CASE("halves are rounded up, as the firmware does") {
  CHECK(energy({42.5, {}, {}}) == R"({"Power":43})");
  CHECK(energy({0.5, {}, {}}) == R"({"Power":1})");
  CHECK(energy({-0.2, {}, {}}) == R"({"Power":0})");
  CHECK(energy({{}, 229.5, {}}) == R"({"Voltage":230})");
}

TEST_CASE("a plug's reading of 2302 tenths of a volt shows as 230") {
  CHECK(energy({{}, 2302 / 10.0, {}}) == R"({"Voltage":230})");
}

TEST_CASE("tasmota 5: no current means no power") {
  CHECK(energy({1.2, 230.0, 0.0}) ==
        R"({"Power":0,"ApparentPower":0,"ReactivePower":0,"Factor":0.00,"Voltage":230,"Current":0.000})");
}

TEST_CASE("tasmota 5: Apparent is never below Active and Factor never above 1") {
  CHECK(energy({100.0, 230.0, 0.1}) ==
        R"({"Power":100,"ApparentPower":100,"ReactivePower":0,"Factor":1.00,"Voltage":230,"Current":0.100})");
}

TEST_CASE("power that flows back keeps its sign, and the rules hold") {
  CHECK(energy({-100.0, 230.0, 0.5}) ==
        R"({"Power":-100,"ApparentPower":115,"ReactivePower":57,"Factor":0.87,"Voltage":230,"Current":0.500})");
}

TEST_CASE("what the meter never told is left out, and so is what would need it") {
  CHECK(energy({42.0, {}, {}}) == R"({"Power":42})");
  CHECK(energy({42.0, 230.0, {}}) == R"({"Power":42,"Voltage":230})");
  CHECK(energy({{}, 230.0, 1.0}) == R"({"ApparentPower":230,"Voltage":230,"Current":1.000})");
  CHECK(energy({}) == "{}");
}

TEST_CASE("tasmota 5: TotalStartTime is left out while the time of the start is not known") {
  const EnergyTotals totals{{}, 1.0, 0.0004, 0.0005, 0.5};
  JsonWriter json;
  write_energy(json, {}, &totals, {}, no_utc_offset, true);
  CHECK(json.text() == R"({"Total":1.000,"Yesterday":0.000,"Today":0.001,"Period":1})");
}

TEST_CASE("totals are never made up: without a ledger there are none") {
  CHECK(energy({42.0, 230.0, 0.3}).find("Total") == std::string::npos);
  CHECK(energy({42.0, 230.0, 0.3}).find("Period") == std::string::npos);
}

TEST_CASE("absurd readings are none") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(energy({infinity, std::numeric_limits<double>::quiet_NaN(), 1e300}) == "{}");
  CHECK(energy({-infinity, 230.0, 0.1}) == R"({"ApparentPower":23,"Voltage":230,"Current":0.100})");
}
