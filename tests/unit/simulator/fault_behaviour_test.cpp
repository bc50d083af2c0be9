// The faults of tests/simulator/faults.h that bend what is answered, done and said do what their rows say. Those of
// bytes and connections are in connection_faults_test.cpp, wake-up states combined in plug_waking_test.cpp.

#include <doctest/doctest.h>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::seconds;
using tuya::CommandCode;
using tuya::Version;

namespace {

DatapointValue number(std::int64_t value) { return value; }

}  // namespace

TEST_CASE("no-answer: requests of that kind are lost, all others are not") {
  const auto heard_after = [](const char* fault) {
    Bench bench;
    Client& client = bench.connect();
    bench.fault(fault);
    client.query();
    client.set(1, true);
    client.refresh({18, 19, 20});
    client.heart_beat();
    CHECK(client.count(CommandCode::heart_beat) == 1);
    return std::array{client.count(CommandCode::dp_query), client.count(CommandCode::control),
                      client.count(CommandCode::update_dps)};
  };
  CHECK(heard_after("no-answer=query") == std::array<std::size_t, 3>{0, 1, 1});
  CHECK(heard_after("no-answer=set") == std::array<std::size_t, 3>{1, 0, 1});
  CHECK(heard_after("no-answer=refresh") == std::array<std::size_t, 3>{1, 1, 0});
  CHECK(heard_after("no-answer=all") == std::array<std::size_t, 3>{0, 0, 0});
}

TEST_CASE("ack-only: acknowledged, and nothing moves") {
  Bench bench;
  bench.fault("ack-only");
  Client& client = bench.connect();
  client.set(1, true);
  REQUIRE(client.heard.size() == 1);
  CHECK(client.heard[0].return_code == 0);
  CHECK(bench.model.relay(1) == Power::off);
}

TEST_CASE("ack-only=once: the first set after each power-up is lost that way, the next one is done") {
  Bench bench;
  bench.fault("ack-only=once");
  for (int lives = 0; lives < 2; ++lives) {
    const Power before = bench.model.relay(1);
    Client& client = bench.connect();
    client.set(1, before != Power::on);
    CHECK(client.heard.size() == 1);
    CHECK(bench.model.relay(1) == before);
    client.set(1, before != Power::on);
    CHECK(bench.model.relay(1) != before);
    bench.apply(bench.model.reboot(bench.clock.now()));
    bench.run(seconds(2));
  }
}

TEST_CASE("no-ack: moved and pushed, but not acknowledged") {
  Bench bench;
  bench.fault("no-ack");
  Client& client = bench.connect();
  client.set(1, true);
  REQUIRE(client.heard.size() == 1);
  CHECK(client.heard[0].command == CommandCode::status);
  CHECK(bench.model.relay(1) == Power::on);
}

TEST_CASE("silent-set: moved, but only a query shows it") {
  Bench bench;
  bench.fault("silent-set");
  Client& client = bench.connect();
  client.set(1, true);
  CHECK(client.heard.empty());
  CHECK(bench.model.relay(1) == Power::on);
  client.query();
  CHECK(client.last(CommandCode::dp_query).datapoints[0] == Datapoint{1, true});
}

TEST_CASE("refuse-set: return code 1, and nothing moves") {
  Bench bench;
  bench.fault("refuse-set");
  Client& client = bench.connect();
  client.set(1, true);
  REQUIRE(client.heard.size() == 1);
  CHECK(client.heard[0].return_code == 1);
  CHECK(bench.model.relay(1) == Power::off);
}

TEST_CASE("push-first: the push comes ahead of the acknowledgement") {
  Bench bench;
  bench.fault("push-first");
  Client& client = bench.connect();
  client.set(1, true);
  REQUIRE(client.heard.size() == 2);
  CHECK(client.heard[0].command == CommandCode::status);
  CHECK(client.heard[1].command == CommandCode::control);
}

TEST_CASE("push-between: a push comes ahead of every answer") {
  Bench bench;
  bench.fault("push-between");
  Client& client = bench.connect();
  client.query();
  REQUIRE(client.heard.size() == 2);
  CHECK(client.heard[0].command == CommandCode::status);
  CHECK(client.heard[1].command == CommandCode::dp_query);
}

TEST_CASE("mute-push: sets are acknowledged and done, and nothing is ever pushed") {
  Bench bench;
  bench.fault("mute-push");
  Client& client = bench.connect();
  client.set(1, true);
  bench.press();
  bench.run(seconds(20));
  CHECK(client.count(CommandCode::status) == 0);
  CHECK(client.count(CommandCode::control) == 1);
}

TEST_CASE("duplicate-push: every push comes twice, on every version") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    bench.fault("duplicate-push");
    Client& client = bench.connect();
    bench.press();
    REQUIRE(client.count(CommandCode::status) == 2);
    CHECK(client.heard[0].payload == client.heard[1].payload);
  }
}

TEST_CASE("wrong-sequence: numbers fit no request") {
  Bench bench;
  bench.fault("wrong-sequence");
  Client& client = bench.connect();
  client.query();
  REQUIRE(client.heard.size() == 1);
  CHECK(client.heard[0].sequence_number > 1000);
}

TEST_CASE("data-unvalid: queries are refused until a refresh, until a set, or for ever") {
  const auto refused = [](Client& client) {
    client.take();
    client.query();
    return client.heard.at(0).return_code == 1 && client.heard.at(0).payload == "json obj data unvalid";
  };
  Bench until_refresh;
  until_refresh.fault("data-unvalid");
  Client& first = until_refresh.connect();
  CHECK(refused(first));
  first.set(1, true);
  CHECK(refused(first));
  first.refresh({18, 19, 20});
  CHECK_FALSE(refused(first));

  Bench until_set;
  until_set.fault("data-unvalid=set");
  Client& second = until_set.connect();
  second.refresh({18, 19, 20});
  CHECK(refused(second));
  second.set(1, true);
  CHECK_FALSE(refused(second));

  Bench for_ever;
  for_ever.fault("data-unvalid=ever");
  Client& third = for_ever.connect();
  third.refresh({18, 19, 20});
  third.set(1, true);
  CHECK(refused(third));
}

TEST_CASE("data-unvalid strikes again at every power-up") {
  Bench bench;
  bench.fault("data-unvalid");
  Client& client = bench.connect();
  client.refresh({18});
  bench.apply(bench.model.reboot(bench.clock.now()));
  bench.run(seconds(2));
  Client& next = bench.connect();
  next.query();
  REQUIRE(next.heard.size() == 1);
  CHECK(next.heard[0].return_code == 1);
}

TEST_CASE("undefined-relay: queries lack datapoint 1 until it is set or pressed") {
  Bench bench;
  bench.fault("undefined-relay");
  Client& client = bench.connect();
  client.query();
  CHECK(client.last(CommandCode::dp_query).datapoints.at(0).id == 9);
  client.refresh({1});
  CHECK(client.count(CommandCode::status) == 0);
  client.set(1, false);  // where it stands already: pushed all the same
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, false}});
  bench.apply(bench.model.reboot(bench.clock.now()));
  bench.run(seconds(2));
  Client& next = bench.connect();
  next.query();
  CHECK(next.last(CommandCode::dp_query).datapoints.at(0).id == 9);
  bench.press();
  CHECK(next.last(CommandCode::status).datapoints == Datapoints{{1, true}});
}

TEST_CASE("wrong-type: relays and readings come as strings") {
  Bench bench;
  bench.fault("wrong-type");
  Client& client = bench.connect();
  client.query();
  const Datapoints said = client.last(CommandCode::dp_query).datapoints;
  REQUIRE(said.size() == 5);
  CHECK(said[0] == Datapoint{1, std::string("false")});
  CHECK(said[4] == Datapoint{20, std::string("2302")});
}

TEST_CASE("not-json: answers and pushes cannot be parsed, acknowledgements still can") {
  Bench bench;
  bench.fault("not-json");
  Client& client = bench.connect();
  client.query();
  client.set(1, true);
  REQUIRE(client.heard.size() == 3);
  CHECK_FALSE(parse_json(client.heard[0].payload).has_value());
  CHECK(client.heard[1].payload.empty());
  CHECK_FALSE(parse_json(client.heard[2].payload).has_value());
}

TEST_CASE("stale-meter: readings move only when a refresh asks") {
  PlugSettings settings = make_settings();
  settings.load_w = 43;
  Bench bench(settings);
  bench.fault("stale-meter");
  Client& client = bench.connect();
  client.set(1, true);
  for (int beats = 0; beats < 20; ++beats) {
    bench.run(seconds(9));
    client.heart_beat();
  }
  CHECK(client.count(CommandCode::status) == 1);
  client.query();
  CHECK(client.last(CommandCode::dp_query).datapoints.at(3) == Datapoint{19, number(0)});
  client.refresh({18, 19, 20});
  client.query();
  CHECK(client.last(CommandCode::dp_query).datapoints.at(3) == Datapoint{19, number(430)});
}

TEST_CASE("faults come and go at run time, and each change is told") {
  Bench bench;
  bench.fault("half-dead");
  CHECK(bench.told("fault now=half-dead=0"));
  bench.fault("late=10ms");
  CHECK(bench.told("fault now=\"late=10ms half-dead=0\""));
  bench.apply(bench.model.clear_faults(bench.clock.now()));
  CHECK(bench.told("fault now=none"));
}
