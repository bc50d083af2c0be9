#include "cli/readings.h"

#include <doctest/doctest.h>

using namespace presad::cli;

TEST_CASE("readings have their units, and what has none is left to the JSON") {
  CHECK(render_readings(
            R"({"Time":"2026-08-19T11:30:18","ENERGY":{"Total":1.5,"Power":13,"Voltage":230,"Current":0.057}})") ==
        "Total         1.5 kWh\nPower         13 W\nVoltage       230 V\nCurrent       0.057 A\n");
  CHECK(render_readings(R"({"Tuya":{"Temperature":21.5},"TempUnit":"C"})") == "Temperature   21.5 °C\n");
  CHECK(render_readings(R"({"Tuya":{"Temperature":70},"TempUnit":"F"})") == "Temperature   70 °F\n");
  CHECK(render_readings("").empty());
  CHECK(render_readings("[1]").empty());
}

TEST_CASE("raw datapoints follow, as JSON, safe for a terminal") {
  const presad::control::GetReply known{
      "presa1", R"({"POWER":"ON"})", "", {{1, true}, {9, std::int64_t{60}}, {38, "a\x1b"}}};
  CHECK(render_known(known) ==
        "STATE         {\"POWER\":\"ON\"}\n1             true\n9             60\n38            \"a\\u001b\"\n");
}
