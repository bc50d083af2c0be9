// Datapoint 17 as clients hear it: each push of it is what was fed since the one before, and its `t` tells a repeated
// push from a new one.

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tuya::CommandCode;
using tuya::Version;

namespace {

/// A plug that counts, with 100 W on it.
PlugSettings counting(Version version) {
  PlugSettings settings = make_settings(version);
  settings.layout = *make_layout("sp22", 0, true);
  settings.load_w = 100;
  settings.on_at_start = true;
  return settings;
}

/// Lets time pass with the connection kept alive; `each_beat` is done every 9 s.
template <class EachBeat>
void run(Bench& bench, Client& client, Duration time, EachBeat each_beat) {
  for (Duration passed{0}; passed < time; passed += seconds(9)) {
    bench.run(seconds(9));
    client.heart_beat();
    each_beat();
  }
}

/// The increments that were pushed, with the `t` of each.
std::vector<std::pair<std::int64_t, std::int64_t>> increments(const Client& client) {
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (const tuya::Message& message : client.heard) {
    const auto report = tuya::parse_report(message);
    if (message.command != CommandCode::status || !report) continue;
    for (const Datapoint& each : report->datapoints) {
      const auto json = parse_json(message.payload);
      if (each.id == 17) all.emplace_back(std::get<std::int64_t>(each.value), *json->find("t")->integer());
    }
  }
  return all;
}

std::int64_t sum(const Client& client) {
  std::int64_t total = 0;
  for (const auto& [count, time] : increments(client)) total += count;
  return total;
}

}  // namespace

TEST_CASE(
    "the increments add up to what was fed, less than one step behind, each with a later time, on every version") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(counting(version));
    Client& client = bench.connect();
    run(bench, client, hours(2), [] {});
    const double fed = bench.model.energy_wh(bench.clock.now());
    CHECK(fed == doctest::Approx(200).epsilon(0.001));
    CHECK(static_cast<double>(sum(client)) <= fed);
    CHECK(static_cast<double>(sum(client)) > fed - 11);  // one step, and what half a minute feeds
    std::set<std::int64_t> times;
    for (const auto& [count, time] : increments(client)) CHECK(times.insert(time).second);
    CHECK(times.size() > 10);
  }
}

TEST_CASE("a refresh of the readings takes nothing from the count") {
  PlugSettings settings = counting(Version::v3_3);
  settings.load_w = 97;  // a step is full between two looks of the meter, and a refresh comes first
  Bench bench(settings);
  Client& client = bench.connect();
  run(bench, client, hours(2), [&] { client.refresh({18, 19, 20}); });
  CHECK(static_cast<double>(sum(client)) > bench.model.energy_wh(bench.clock.now()) - 11);
}

TEST_CASE("a stale meter counts all the same") {
  Bench bench(counting(Version::v3_3));
  bench.fault("stale-meter");
  Client& client = bench.connect();
  run(bench, client, hours(1), [] {});
  CHECK(sum(client) == 90);
}

TEST_CASE("a query tells the last increment once more, as its value") {
  Bench bench(counting(Version::v3_3));
  Client& client = bench.connect();
  run(bench, client, hours(1), [] {});
  const std::int64_t last = increments(client).back().first;
  client.take();
  client.query();
  CHECK(client.last(CommandCode::dp_query).datapoints.at(2) == Datapoint{17, last});
  CHECK(increments(client).empty());
}

TEST_CASE("duplicate-push: an increment comes twice, with the same time both times") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(counting(version));
    bench.fault("duplicate-push");
    Client& client = bench.connect();
    run(bench, client, hours(1), [] {});
    const auto all = increments(client);
    REQUIRE(all.size() >= 10);
    REQUIRE(all.size() % 2 == 0);
    for (std::size_t place = 0; place < all.size(); place += 2) CHECK(all[place] == all[place + 1]);
  }
}

TEST_CASE("nothing is counted while it has no power, and what was not yet told is told after the cut") {
  Bench bench(counting(Version::v3_3));
  Client* client = &bench.connect();
  run(bench, *client, seconds(400), [] {});  // 11.25 Wh
  const std::int64_t before = sum(*client);
  CHECK(before == 10);
  bench.apply(bench.model.unplug(bench.clock.now()));
  bench.run(hours(5));
  bench.apply(bench.model.plug_in(bench.clock.now()));
  bench.run(seconds(2));
  client = &bench.connect();
  run(bench, *client, seconds(400), [] {});
  CHECK(bench.model.energy_wh(bench.clock.now()) < 23);
  CHECK(sum(*client) == 10);
}
