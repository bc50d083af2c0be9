// What a refresh may do to a plug: crash it, end the connection, go unanswered (tests/simulator/faults.h), and what
// that looks like to whoever wakes a plug with it.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tuya::CommandCode;
using tuya::Version;

namespace {

using Ids = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("refresh-crashes: the relay, the calibration and too many datapoints crash it, the meter never does") {
  for (const Version version : all_versions) {
    for (const Ids& ids : {Ids{18, 19, 20}, Ids{19}, Ids{4, 5, 6}, Ids{17}, Ids{21}, Ids{26}}) {
      Bench bench(make_settings(version));
      bench.fault("refresh-crashes");
      Client& client = bench.connect();
      client.refresh(ids);
      CHECK(client.count(CommandCode::update_dps) == 1);
      CHECK(bench.model.crashes() == 0);
    }
    for (const Ids& ids : {Ids{1}, Ids{18, 1}, Ids{22}, Ids{23}, Ids{24}, Ids{18, 19, 25}, Ids{17, 18, 19, 20}}) {
      CAPTURE(tuya::name(version));
      Bench bench(make_settings(version));
      bench.fault("refresh-crashes");
      Client& client = bench.connect();
      client.refresh(ids);
      CHECK(client.count(CommandCode::update_dps) == 0);
      CHECK_FALSE(client.closed);
      CHECK(bench.model.crashes() == 1);
      CHECK(bench.told("power now=crashed"));
    }
  }
}

TEST_CASE("a crash is a power-up: dark for the boot time, relays as relay_status says, wake-up states back") {
  PlugSettings settings = make_settings(Version::v3_4, "plug");
  settings.relay_status = "off";
  settings.on_at_start = true;
  Bench bench(settings);
  bench.fault("refresh-crashes");
  bench.fault("mute=refresh");
  Client& client = bench.connect();
  client.refresh({18, 19, 20});  // woken
  client.refresh({1});
  CHECK(bench.model.port() == Port::dark);
  CHECK(bench.told("switched relay=1 power=off by=power-up"));
  client.heart_beat();
  bench.run(milliseconds(1999));
  CHECK(bench.model.port() == Port::dark);
  CHECK_FALSE(client.reset);
  bench.run(milliseconds(1));
  CHECK(bench.model.port() == Port::open);
  client.heart_beat();
  CHECK(client.reset);
  Client& next = bench.connect();
  next.take();
  next.query();
  CHECK(next.heard.empty());
  next.refresh({1});
  CHECK(bench.model.crashes() == 2);
}

TEST_CASE("requests behind the one that crashed it are lost with it") {
  Bench bench;
  bench.fault("refresh-crashes");
  Client& client = bench.connect();
  tuya::Wire wire(Version::v3_3, *parse_local_key(test_key), tuya::Role::client);
  const tuya::Addressee addressee{"bf51a20000000000000001", ""};
  Bytes both = wire.encode(tuya::make_refresh(Version::v3_3, addressee, Ids{1}), bench.random);
  append(both, wire.encode(tuya::make_set(Version::v3_3, addressee, {{1, true}}, {}), bench.random));
  client.send_bytes(both);
  CHECK(bench.model.crashes() == 1);
  CHECK(bench.model.relay(1) == Power::off);
  CHECK(client.pieces.empty());
}

TEST_CASE("refresh-drops: the connection ends instead of an answer, and the plug is awake on the next one") {
  for (const Version version : {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5}) {
    for (const std::string waking : {"mute=refresh", "data-unvalid=refresh"}) {
      CAPTURE(tuya::name(version));
      CAPTURE(waking);
      Bench bench(make_settings(version));
      bench.fault("refresh-drops");
      bench.fault(waking);
      Client& client = bench.connect();
      client.take();
      client.refresh({18, 19, 20});
      CHECK(client.heard.empty());
      CHECK(client.reset);
      Client& next = bench.connect();
      next.take();
      next.query();
      REQUIRE(next.heard.size() == 1);
      CHECK(next.heard[0].return_code == 0);
    }
  }
}

TEST_CASE("silent-refresh: no answer and no push, yet measured, and the plug is awake") {
  PlugSettings settings = make_settings();
  settings.load_w = 43;
  settings.on_at_start = true;
  Bench bench(settings);
  bench.fault("silent-refresh");
  bench.fault("stale-meter");
  bench.fault("mute=refresh");
  Client& client = bench.connect();
  bench.apply(bench.model.set_load(100, bench.clock.now()));
  bench.run(seconds(5));
  client.refresh({18, 19, 20});
  CHECK(client.heard.empty());
  CHECK_FALSE(client.closed);
  client.query();
  CHECK(client.last(CommandCode::dp_query).datapoints.at(3) == Datapoint{19, std::int64_t{1000}});
}
