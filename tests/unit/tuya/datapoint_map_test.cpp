// Which datapoint is which relay or reading.

#include "families/tuya/datapoint_map.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::tuya;

namespace {

std::int64_t number(std::int64_t value) { return value; }

/// What `map` makes of the answer to a read of everything, from nothing.
State read_of(DatapointMap& map, const Datapoints& reported) {
  State state;
  map.apply(reported, true, state);
  return state;
}

}  // namespace

TEST_CASE("a plug's readings are told in amperes, watts and volts") {
  DatapointMap map(find_profile("plug"));
  const State state = read_of(map, {{1, true}, {18, number(191)}, {19, number(432)}, {20, number(2302)}});
  CHECK(state.relays == std::vector{Power::on});
  REQUIRE(state.meter);
  CHECK(*state.meter->current_a == doctest::Approx(0.191));
  CHECK(*state.meter->power_w == doctest::Approx(43.2));
  CHECK(*state.meter->voltage_v == doctest::Approx(230.2));
}

TEST_CASE("an old plug measures on datapoints 4 to 6") {
  DatapointMap map(find_profile("plug_old"));
  const State state = read_of(map, {{1, false}, {4, number(5)}, {5, number(10)}, {6, number(2299)}});
  REQUIRE(state.meter);
  CHECK(*state.meter->power_w == doctest::Approx(1.0));
  CHECK(*state.meter->voltage_v == doctest::Approx(229.9));
}

TEST_CASE("a stated plug has its relay before anything was heard") {
  const DatapointMap map(find_profile("plug"));
  CHECK(map.known());
  CHECK(map.relay(1) == 1);
  CHECK_FALSE(map.relay(2));
  CHECK_FALSE(map.relay(0));
}

TEST_CASE("what a device is, is told from its first answer") {
  struct Case {
    Datapoints reported;
    std::string_view module;
    std::size_t relays;
  };
  for (const Case& each :
       {Case{{{1, true}}, "Tuya Plug", 1}, Case{{{1, true}, {19, number(0)}}, "Tuya Plug", 1},
        Case{{{1, true}, {5, number(0)}}, "Tuya Plug", 1}, Case{{{1, true}, {2, false}}, "Tuya Switch", 2},
        Case{{{1, true}, {2, false}, {7, true}, {18, number(0)}}, "Tuya Strip", 3}}) {
    DatapointMap map(nullptr);
    CHECK(map.module() == "Tuya Device");
    const State state = read_of(map, each.reported);
    CHECK(map.module() == each.module);
    CHECK(state.relays.size() == each.relays);
  }
}

TEST_CASE("an unknown plug that measures on 4 to 6 is taken for an old one") {
  DatapointMap map(nullptr);
  const State state = read_of(map, {{1, true}, {4, number(100)}, {5, number(230)}, {6, number(2300)}});
  REQUIRE(state.meter);
  CHECK(*state.meter->power_w == doctest::Approx(23.0));
}

TEST_CASE("an answer that shows no relay decides nothing") {
  DatapointMap map(nullptr);
  State state;
  CHECK(map.apply({{19, number(5)}, {1, number(1)}, {9, true}}, true, state) == 0);
  CHECK_FALSE(map.known());
  CHECK(state.relays.empty());
  CHECK_FALSE(state.meter);
}

TEST_CASE("a push does not decide the shape, for it names what changed and not what there is") {
  DatapointMap map(nullptr);
  State state;
  CHECK(map.apply({{1, true}}, false, state) == 0);
  CHECK_FALSE(map.known());
  CHECK(map.apply({{1, true}, {2, true}}, true, state) == 0b11);
  CHECK(map.module() == "Tuya Switch");
  CHECK(map.apply({{3, true}}, false, state) == 0);
  CHECK(state.relays.size() == 2);
}

TEST_CASE("a relay seen later goes to the end: the numbers that people know never change") {
  DatapointMap map(find_profile("strip"));
  State state;
  CHECK(map.apply({{2, true}, {4, false}}, true, state) == 0b11);
  CHECK(map.apply({{1, true}}, true, state) == 0b100);
  CHECK(map.relay(1) == 2);
  CHECK(map.relay(2) == 4);
  CHECK(map.relay(3) == 1);
  CHECK(state.relays == std::vector{Power::on, Power::off, Power::on});
}

TEST_CASE("what a report does not name stays as it was, and counts as not shown") {
  DatapointMap map(find_profile("strip"));
  State state;
  map.apply({{1, true}, {2, false}, {18, number(100)}, {20, number(2300)}}, true, state);
  CHECK(map.apply({{2, true}, {18, number(200)}}, false, state) == 0b10);
  CHECK(state.relays == std::vector{Power::on, Power::on});
  CHECK(*state.meter->current_a == doctest::Approx(0.2));
  CHECK(*state.meter->voltage_v == doctest::Approx(230.0));
  CHECK_FALSE(state.meter->power_w);
}

TEST_CASE("values of the wrong type change nothing") {
  DatapointMap map(find_profile("plug"));
  State state;
  map.apply({{1, true}}, true, state);
  CHECK(map.apply({{1, number(0)}, {19, true}, {20, std::string("2300")}}, true, state) == 0);
  CHECK(map.apply({{1, std::string("false")}}, false, state) == 0);
  CHECK(state.relays == std::vector{Power::on});
  CHECK_FALSE(state.meter);
}

TEST_CASE("negative and absurd readings are left out, and the last good one stays") {
  DatapointMap map(find_profile("plug"));
  State state;
  map.apply({{1, true}, {19, number(500)}}, true, state);
  for (const std::int64_t nonsense : {number(-1), number(1'000'000'001), INT64_MIN, INT64_MAX}) {
    CAPTURE(nonsense);
    map.apply({{18, nonsense}, {19, nonsense}}, false, state);
    CHECK(*state.meter->power_w == doctest::Approx(50.0));
    CHECK_FALSE(state.meter->current_a);
  }
  map.apply({{19, number(0)}}, false, state);
  CHECK(*state.meter->power_w == 0.0);
}

TEST_CASE("no device has more than eight relays") {
  DatapointMap map(nullptr);
  Datapoints reported;
  for (std::uint8_t id = 1; id <= 20; ++id) reported.push_back({id, true});
  const State state = read_of(map, reported);
  CHECK(state.relays.size() == max_relays);
  CHECK(map.relay(8) == 8);
  CHECK_FALSE(map.relay(9));
}

TEST_CASE("a device not heard yet is taken to count its relays from datapoint 1") {
  const DatapointMap map(nullptr);
  CHECK(map.relay(1) == 1);
  CHECK(map.relay(8) == 8);
  CHECK_FALSE(map.relay(0));
  CHECK_FALSE(map.relay(9));
}

TEST_CASE("relays and meter are named for a read by null list, nothing while the kind is unknown") {
  CHECK(DatapointMap(find_profile("plug")).readable() == std::vector<std::uint8_t>{1, 18, 19, 20, 38});
  CHECK(DatapointMap(find_profile("strip")).readable().size() == 10);
  CHECK(DatapointMap(nullptr).readable().empty());
}

TEST_CASE("what an earlier run learned is known before the device says a word") {
  DatapointMap map(nullptr);
  map.remember("strip", "1,2,7");
  CHECK(map.known());
  CHECK(map.relay(3) == 7);
  CHECK(map.relays_text() == "1,2,7");
  CHECK(map.profile_name() == "strip");
}

TEST_CASE("remembered nonsense is not believed, and the inventory outranks what was remembered") {
  DatapointMap map(nullptr);
  map.remember("toaster", "1,2");
  CHECK_FALSE(map.known());
  map.remember("strip", "1,,x,99,300,-1,2,2");
  CHECK(map.relays_text() == "1,2");
  DatapointMap given(find_profile("plug_old"));
  given.remember("strip", "1,2,3");
  CHECK(given.profile_name() == "plug_old");
}

TEST_CASE("a strip that was taken for a plug, because half of it was not said, is put right") {
  DatapointMap map(nullptr);
  map.remember("plug", "1");
  State state;
  map.apply({{1, true}, {2, false}, {3, false}}, true, state);
  CHECK(map.relays_text() == "1,2,3");
}
