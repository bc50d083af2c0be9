// tests/simulator/other_layouts.h: lamps, covers and sensors, as a client sees them.

#include <doctest/doctest.h>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::seconds;
using tuya::CommandCode;
using tuya::Version;

namespace {

DatapointValue number(std::int64_t value) { return value; }

/// The datapoints of each push since the last call.
std::vector<Datapoints> take_pushes(Client& client) {
  std::vector<Datapoints> pushes;
  for (const tuya::Message& each : client.take()) {
    if (each.command == CommandCode::status) {
      pushes.push_back(tuya::parse_report(each).value_or(tuya::Report{}).datapoints);
    }
  }
  return pushes;
}

void act(Bench& bench, const Datapoint& datapoint) {
  bench.apply(bench.model.set_datapoint(datapoint, bench.clock.now()));
}

}  // namespace

TEST_CASE("a bulb pushes only what a set changed, on every version") {
  for (const Version version : all_versions) {
    Bench bench(make_settings(version, "bulb_v2"));
    Client& client = bench.connect();
    client.set(20, true);
    client.set(22, number(500));
    client.set(22, number(500));
    client.set(24, std::string("007803e801f4"));
    CHECK(take_pushes(client) ==
          std::vector<Datapoints>{{{20, true}}, {{22, number(500)}}, {{24, std::string("007803e801f4")}}});
  }
}

TEST_CASE("what is no value of a bulb's datapoint is refused and changes nothing") {
  const std::vector<std::pair<const char*, Datapoint>> wrong = {
      {"bulb_v2", {22, number(9)}},
      {"bulb_v2", {23, number(1001)}},
      {"bulb_v2", {24, std::string("ff00000000ffff")}},
      {"bulb_v2", {24, std::string("007803E801F4")}},
      {"bulb_v2", {21, std::string("disco")}},
      {"bulb_v1", {3, number(24)}},
      {"bulb_v1", {5, std::string("007803e801f4")}},
      {"dimmer", {2, number(1001)}},
      {"cover", {1, std::string("up")}},
  };
  for (const auto& [model, datapoint] : wrong) {
    CAPTURE(model);
    Bench bench(make_settings(Version::v3_3, model));
    Client& client = bench.connect();
    client.set(datapoint.id, datapoint.value);
    REQUIRE(client.heard.size() == 1);
    CHECK(client.heard.front().return_code == 1);
  }
}

TEST_CASE("a bulb that does not say whether it is lit is asked on 20 and told by a set") {
  Bench bench(make_settings(Version::v3_5, "bulb_v2"));
  bench.fault("undefined-relay");
  Client& client = bench.connect();
  client.query();
  for (const Datapoint& each : client.last(tuya::CommandCode::dp_query_new).datapoints) CHECK(each.id != 20);
  client.take();
  client.set(20, false);
  CHECK(take_pushes(client) == std::vector<Datapoints>{{{20, false}}});
}

TEST_CASE("a cover tells its way once a second and ends where it was sent") {
  Bench bench(make_settings(Version::v3_4, "cover"));
  bench.apply(bench.model.set_datapoint({10, number(4)}, bench.clock.now()));
  Client& client = bench.connect();
  client.set(2, number(60));
  bench.run(seconds(10));
  CHECK(take_pushes(client) ==
        std::vector<Datapoints>{{{2, number(60)}}, {{3, number(25)}}, {{3, number(50)}}, {{3, number(60)}}});
  client.set(1, std::string("close"));
  bench.run(seconds(1));
  client.set(1, std::string("stop"));
  bench.run(seconds(10));
  const auto pushes = take_pushes(client);
  REQUIRE(pushes.size() == 3);
  CHECK(pushes[0] == Datapoints{{1, std::string("close")}, {7, std::string("closing")}});
  CHECK(pushes[1] == Datapoints{{3, number(35)}});
  CHECK(pushes[2] == Datapoints{{1, std::string("stop")}});
}

TEST_CASE("a cover moved by hand tells so, and one without power stands") {
  Bench bench(make_settings(Version::v3_3, "cover"));
  Client& client = bench.connect();
  act(bench, {3, number(40)});
  CHECK(take_pushes(client) == std::vector<Datapoints>{{{3, number(40)}}});
  client.set(1, std::string("open"));
  bench.run(seconds(2));
  bench.apply(bench.model.reboot(bench.clock.now()));
  bench.run(seconds(20));
  Client& later = bench.connect();
  later.null_read({3});
  CHECK(take_pushes(later) == std::vector<Datapoints>{{{3, number(50)}}});
}

TEST_CASE("a cover without position only takes the words") {
  Bench bench(make_settings(Version::v3_3, "cover_simple"));
  Client& client = bench.connect();
  client.set(1, std::string("open"));
  bench.run(seconds(20));
  CHECK(take_pushes(client) == std::vector<Datapoints>{{{1, std::string("open")}}});
}

TEST_CASE("the readings of a sensor are the world's: a client's set changes none") {
  for (const auto& [model, reading] : std::vector<std::pair<const char*, Datapoint>>{
           {"climate_sensor", {1, number(-55)}}, {"contact", {1, true}}, {"motion", {1, std::string("pir")}}}) {
    CAPTURE(model);
    Bench bench(make_settings(Version::v3_3, model));
    Client& client = bench.connect();
    client.set(reading.id, reading.value);
    CHECK(take_pushes(client).empty());
    act(bench, reading);
    CHECK(take_pushes(client) == std::vector<Datapoints>{{reading}});
  }
}
