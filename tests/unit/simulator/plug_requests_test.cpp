// tests/simulator/plug_requests.cpp: what a healthy plug answers, on every version.

#include <doctest/doctest.h>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::seconds;
using tuya::CommandCode;
using tuya::Version;

namespace {

bool is_new(Version version) { return tuya::negotiates_session_key(version); }
CommandCode query_code(Version version) { return is_new(version) ? CommandCode::dp_query_new : CommandCode::dp_query; }
CommandCode set_code(Version version) { return is_new(version) ? CommandCode::control_new : CommandCode::control; }

DatapointValue number(std::int64_t value) { return value; }

}  // namespace

TEST_CASE("a query is answered with every datapoint") {
  for (const Version version : all_versions) {
    if (version == Version::v3_2) continue;  // reads by null list only
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.query();
    REQUIRE(client.heard.size() == 1);
    CHECK(client.heard[0].command == query_code(version));
    CHECK(client.heard[0].return_code == 0);
    CHECK(client.last(query_code(version)).datapoints == bench.model.datapoints(bench.clock.now()));
  }
}

TEST_CASE("a device22 plug refuses the query and is read by a list of nulls") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    PlugSettings settings = make_settings(version);
    settings.device22 = version != Version::v3_2;  // 3.2 is so by itself
    Bench bench(settings);
    Client& client = bench.connect();
    tuya::Message query =
        tuya::make_query(is_new(version) ? version : Version::v3_3, {"x", ""}, FakeClock::wall_at_zero());
    client.send(query);
    REQUIRE(client.heard.size() == 1);
    CHECK(client.heard[0].return_code == 1);
    CHECK(client.heard[0].payload == "json obj data unvalid");
    client.take();
    client.null_read({1, 20, 101});
    REQUIRE(client.heard.size() == 2);
    CHECK(client.heard[0].payload.empty());
    CHECK(client.heard[1].command == CommandCode::status);
    CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, false}, {20, number(2302)}});
    client.take();
    client.null_read({101, 102});
    CHECK(client.heard.empty());
  }
}

TEST_CASE("a set is acknowledged, done and pushed") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.set(1, true);
    REQUIRE(client.heard.size() == 2);
    CHECK(client.heard[0].command == set_code(version));
    CHECK(client.heard[0].return_code == 0);
    CHECK(client.heard[0].payload.empty());
    CHECK(client.heard[1].command == CommandCode::status);
    CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, true}});
    CHECK(bench.model.relay(1) == Power::on);
    CHECK(bench.told("switched relay=1 power=on by=client"));
  }
}

TEST_CASE("a set to the value already held brings only the acknowledgement") {
  Bench bench;
  Client& client = bench.connect();
  client.set(1, false);
  REQUIRE(client.heard.size() == 1);
  CHECK(client.heard[0].command == CommandCode::control);
}

TEST_CASE("several datapoints can be set at once") {
  Bench bench(make_settings(Version::v3_5, "strip"));
  Client& client = bench.connect();
  client.send(tuya::make_set(Version::v3_5, {"bf51a20000000000000001", ""}, {{1, true}, {3, true}, {99, true}},
                             FakeClock::wall_at_zero()));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, true}, {3, true}});
}

TEST_CASE("a set that does not fit is refused and changes nothing") {
  Bench bench;
  Client& client = bench.connect();
  client.set(1, std::string("on"));
  client.set(1, number(1));
  client.set(9, number(-5));
  client.set(101, true);
  REQUIRE(client.heard.size() == 4);
  for (const auto& each : client.heard) CHECK(each.return_code == 1);
  CHECK(client.heard[0].payload == "data format error");
  CHECK(client.heard[3].payload == "json obj data unvalid");
  CHECK(bench.model.relay(1) == Power::off);
}

TEST_CASE("what is no JSON is answered with a data format error") {
  Bench bench;
  Client& client = bench.connect();
  tuya::Message message = tuya::make_query(Version::v3_3, {"bf51a20000000000000001", ""}, FakeClock::wall_at_zero());
  message.payload = "{\"dps\":";
  client.send(message);
  REQUIRE(client.heard.size() == 1);
  CHECK(client.heard[0].return_code == 1);
  CHECK(client.heard[0].payload == "data format error");
}

TEST_CASE("a plug is no gateway: a request for a sub-device is refused") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.send(tuya::make_query(version, {"bf51a20000000000000001", "0011223344556677"}, FakeClock::wall_at_zero()));
    REQUIRE(client.heard.size() == 1);
    CHECK(client.heard[0].return_code == 1);
    CHECK(client.heard[0].payload == "devid not found");
  }
}

TEST_CASE("a heartbeat is answered with an empty frame") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.heart_beat();
    REQUIRE(client.heard.size() == 1);
    CHECK(client.heard[0].command == CommandCode::heart_beat);
    CHECK(client.heard[0].payload.empty());
    if (!is_new(version)) CHECK(client.heard[0].sequence_number == 0);
  }
}

TEST_CASE("a refresh measures at once and pushes only readings that changed, among those asked for") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    PlugSettings settings = make_settings(version);
    settings.load_w = 43;
    Bench bench(settings);
    Client& client = bench.connect();
    client.set(1, true);
    client.take();
    client.refresh({19, 20});
    REQUIRE(client.heard.size() == 2);
    CHECK(client.heard[0].command == CommandCode::update_dps);
    CHECK(client.heard[0].payload.empty());
    CHECK(client.last(CommandCode::status).datapoints == Datapoints{{19, number(430)}});
    client.take();
    client.refresh({18, 19, 20});
    CHECK(client.heard.size() == 1);
  }
}

TEST_CASE("a press is pushed, and the meter follows by itself a second later") {
  PlugSettings settings = make_settings();
  settings.load_w = 23.02;
  Bench bench(settings);
  Client& client = bench.connect();
  bench.press();
  REQUIRE(client.heard.size() == 1);
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, true}});
  CHECK(bench.told("switched relay=1 power=on by=press"));
  client.take();
  bench.run(seconds(1));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{18, number(100)}, {19, number(230)}});
}

TEST_CASE("a countdown that ends is pushed with its relay") {
  Bench bench;
  Client& client = bench.connect();
  client.set(9, number(5));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{9, number(5)}});
  client.take();
  bench.run(seconds(5));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, true}, {9, number(0)}});
  CHECK(bench.told("switched relay=1 power=on by=countdown"));
}

TEST_CASE("the load can change, and a datapoint can be set from elsewhere") {
  PlugSettings settings = make_settings(Version::v3_4, "plug");
  settings.on_at_start = true;
  Bench bench(settings);
  Client& client = bench.connect();
  bench.apply(bench.model.set_load(100, bench.clock.now()));
  bench.run(seconds(1));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{18, number(434)}, {19, number(1000)}});
  bench.apply(bench.model.set_datapoint({41, true}, bench.clock.now()));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{41, true}});
  bench.apply(bench.model.set_datapoint({41, std::string("yes")}, bench.clock.now()));
  bench.apply(bench.model.set_datapoint({250, true}, bench.clock.now()));
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{41, true}});
}

TEST_CASE("sequence numbers follow the version's habit") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.set(1, true);
    client.set(1, false);
    REQUIRE(client.heard.size() == 4);
    const auto& [ack_1, push_1, ack_2, push_2] =
        std::tie(client.heard[0], client.heard[1], client.heard[2], client.heard[3]);
    if (version == Version::v3_5) {  // one counter for all
      CHECK(push_1.sequence_number == ack_1.sequence_number + 1);
      CHECK(ack_2.sequence_number == ack_1.sequence_number + 2);
      CHECK(push_2.sequence_number == ack_1.sequence_number + 3);
    } else {  // answers echo
      CHECK(ack_2.sequence_number == ack_1.sequence_number + 1);
      if (!is_new(version)) CHECK(push_1.sequence_number == 0);
    }
  }
}

TEST_CASE("the habit can be chosen: a 3.4 plug that counts") {
  PlugSettings settings = make_settings(Version::v3_4);
  settings.sequence_habit = SequenceHabit::count;
  Bench bench(settings);
  Client& client = bench.connect();
  client.set(1, true);
  REQUIRE(client.heard.size() == 2);
  CHECK(client.heard[1].sequence_number == client.heard[0].sequence_number + 1);
}

TEST_CASE("pushes carry a version header that is not all zeros, and answers none") {
  for (const Version version : {Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& client = bench.connect();
    client.set(1, true);
    REQUIRE(client.heard.size() == 2);
    CHECK_FALSE(client.heard[0].version_header.has_value());
    REQUIRE(client.heard[1].version_header.has_value());
    CHECK(client.heard[1].version_header->at(14) == 1);
  }
}

TEST_CASE("requests that arrive in one piece, or byte by byte, are answered in order") {
  Bench bench;
  Client& client = bench.connect();
  tuya::Wire wire(Version::v3_3, *parse_local_key(test_key), tuya::Role::client);
  Bytes both = wire.encode(tuya::make_query(Version::v3_3, {"x", ""}, FakeClock::wall_at_zero()), bench.random);
  append(both, wire.encode(tuya::make_heart_beat(Version::v3_3, {"x", ""}), bench.random));
  client.send_bytes(both);
  REQUIRE(client.heard.size() == 2);
  CHECK(client.heard[0].command == CommandCode::dp_query);
  for (const std::uint8_t byte : both) client.send_bytes(ByteView(&byte, 1));
  REQUIRE(client.heard.size() == 4);
  CHECK(client.heard[3].command == CommandCode::heart_beat);
}
