// What the inventory's datapoints make of a device.

#include "families/tuya/datapoint_roles.h"

#include <doctest/doctest.h>

#include "families/tuya/datapoint_map.h"
#include "state_text.h"

using namespace presad;
using namespace presad::tuya;

namespace {

std::int64_t number(std::int64_t value) { return value; }

DatapointSettings row(std::uint8_t id, const char* name, std::optional<unsigned> scale = {}, const char* unit = "") {
  return {id, name, {}, scale, unit, true};
}

std::string shown(const char* profile, std::vector<DatapointSettings> rows, const Datapoints& reported) {
  DatapointMap map(profile == nullptr ? nullptr : find_profile(profile), std::move(rows));
  State state;
  map.apply(reported, true, state);
  return state_text(state);
}

}  // namespace

TEST_CASE("rows that name relays, levels or readings describe the device by themselves") {
  CHECK(shown(nullptr, {row(101, "switch_1"), row(103, "cur_power")}, {{1, true}, {101, false}, {103, number(85)}}) ==
        "POWER1=OFF power=8.5");
  CHECK(shown(nullptr, {row(20, "switch_led"), row(21, "work_mode"), row(22, "bright_value_v2")},
              {{20, true}, {21, std::string("white")}, {22, number(1000)}}) ==
        "POWER1=ON light=dimmer colour=0 brightness=100");
  CHECK(shown(nullptr, {row(1, "control"), row(2, "percent_control")}, {{1, std::string("stop")}, {2, number(7)}}) ==
        "cover=positioned position=7 target=7 direction=stopped");
  CHECK(shown(nullptr, {row(1, "doorcontact_state"), row(5, "pir")}, {{1, true}, {5, std::string("pir")}}) ==
        "contact=1 motion=1");
}

TEST_CASE("rows without a role leave the guess, and calibrate what is there") {
  CHECK(shown(nullptr, {row(20, "", 2, "V")}, {{1, true}, {20, number(23012)}}) == "POWER1=ON voltage=230.12");
  CHECK(shown(nullptr, {row(18, "cur_current", 1)}, {{1, true}, {18, number(1915)}}) == "POWER1=ON current=0.1915");
  CHECK(shown("plug", {row(19, "cur_power", 0, "kW")}, {{1, true}, {19, number(2)}}) == "POWER1=ON power=2000");
  CHECK(shown("plug", {row(19, "", {}, "")}, {{1, true}, {19, number(2)}}) == "POWER1=ON power=0.2");
  CHECK(shown("climate_sensor", {row(1, "temp_current", 0, "°F")}, {{1, number(212)}}) == "temperature=100");
}

TEST_CASE("a reading that the inventory puts elsewhere is read there alone") {
  CHECK(shown("climate_sensor", {row(27, "va_temperature", 2)}, {{1, number(999)}, {27, number(2150)}}) ==
        "temperature=21.5");
}

TEST_CASE("a lamp without a switch, and a colour without a mode, are left raw") {
  CHECK(shown(nullptr, {row(22, "bright_value_v2")}, {{22, number(10)}}).empty());
  CHECK(shown(nullptr, {row(20, "switch_led"), row(24, "colour_data_v2")}, {{20, true}}) == "POWER1=ON");
}

TEST_CASE("energy is counted in kWh unless the row says Wh") {
  const auto step = [](const char* unit, unsigned scale) {
    return DatapointMap(find_profile("plug"), {row(17, "add_ele", scale, unit)}).energy_step_wh();
  };
  CHECK(DatapointMap(find_profile("plug")).energy_step_wh() == doctest::Approx(1));
  CHECK(step("kWh", 2) == doctest::Approx(10));
  CHECK(step("Wh", 0) == doctest::Approx(1));
  CHECK(step("", 3) == doctest::Approx(1));
}
