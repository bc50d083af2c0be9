// The states that a plug may wake up in (tests/simulator/faults.h), alone and combined: what ends each, and that it is
// back at the next power-up. Those that a refresh brings about are in refresh_faults_test.cpp.

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

/// Every wake-up state that the cloud ends, in every variety.
constexpr const char* wakings[] = {
    "ack-only=once", "data-unvalid=refresh", "data-unvalid=set", "undefined-relay", "mute=refresh",
    "mute=set",      "mute=press",           "slow=60s",         "cloud-locked"};

void reboot(Bench& bench) {
  bench.apply(bench.model.reboot(bench.clock.now()));
  bench.run(bench.model.settings().boot_time);
}

/// What a plug sends to one who asks for everything: nothing when its port is shut.
struct Conversation {
  std::vector<Bytes> bytes;
  std::vector<std::string> gist;  ///< of each message its command, its return code and the datapoints in it
};

Conversation converse(Bench& bench) {
  if (bench.model.port() != Port::open) return {};
  Client& client = bench.connect();
  client.heart_beat();
  client.query();
  client.null_read({1, 20});
  client.set(1, bench.model.relay(1) != Power::on);
  client.refresh({18, 19, 20});
  client.query();
  bench.press();
  bench.run(seconds(5));
  client.close();
  Conversation all{client.pieces, {}};
  for (const tuya::Message& each : client.heard) {
    std::string gist = std::to_string(static_cast<unsigned>(each.command)) + "/" + std::to_string(*each.return_code);
    for (const Datapoint& datapoint : tuya::parse_report(each).value_or(tuya::Report{}).datapoints) {
      gist += " " + std::to_string(datapoint.id);
    }
    all.gist.push_back(std::move(gist));
  }
  return all;
}

/// Whether a query tells where relay 1 is.
bool tells_relay(Client& client) {
  client.take();
  client.query();
  for (const tuya::Message& each : client.heard) {
    const auto report = tuya::parse_report(each);
    if (each.return_code != 0 || !report) continue;
    for (const Datapoint& datapoint : report->datapoints) {
      if (datapoint.id == 1) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a fault that was set and taken back changes no byte, on any version") {
  for (const Version version : all_versions) {
    Bench healthy(make_settings(version));
    const std::vector<Bytes> expected = converse(healthy).bytes;
    REQUIRE(expected.size() > 5);
    for (const FaultRow& row : fault_table()) {
      CAPTURE(tuya::name(version));
      CAPTURE(row.name);
      Bench bench(make_settings(version));
      bench.fault(row.name);
      bench.apply(bench.model.clear_faults(bench.clock.now()));
      CHECK(converse(bench).bytes == expected);
    }
  }
}

TEST_CASE("a wake-up state strikes at once and at every power-up, and where the cloud has ended it no byte differs") {
  for (const Version version : {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5}) {
    Bench healthy(make_settings(version));
    const Conversation expected = converse(healthy);
    for (const std::string waking : wakings) {
      CAPTURE(tuya::name(version));
      CAPTURE(waking);
      Bench cured(make_settings(version));
      cured.fault(waking);
      cured.apply(cured.model.cloud(cured.clock.now()));
      CHECK(cured.told("cloud now=reached"));
      CHECK(converse(cured).bytes == expected.bytes);

      Bench struck(make_settings(version));
      struck.fault(waking);
      CHECK(converse(struck).gist != expected.gist);
      for (int lives = 0; lives < 2; ++lives) {
        struck.apply(struck.model.cloud(struck.clock.now()));
        CHECK(converse(struck).gist == expected.gist);
        reboot(struck);
        CHECK(converse(struck).gist != expected.gist);
      }
    }
  }
}

TEST_CASE("the cloud does nothing for a plug without power, nor against what lasts for ever") {
  Bench bench;
  bench.fault("data-unvalid=ever");
  bench.apply(bench.model.cloud(bench.clock.now()));
  Client& client = bench.connect();
  CHECK_FALSE(tells_relay(client));
  bench.events.clear();
  bench.apply(bench.model.unplug(bench.clock.now()));
  bench.apply(bench.model.cloud(bench.clock.now()));
  CHECK_FALSE(bench.told("cloud now=reached"));
}

TEST_CASE("mute: heartbeats alone are answered until what its word names, and nothing else ends it") {
  const std::vector<std::string> remedies = {"refresh", "set", "press"};
  for (const Version version : all_versions) {
    for (const std::string& right : remedies) {
      CAPTURE(tuya::name(version));
      CAPTURE(right);
      Bench bench(make_settings(version));
      bench.fault("mute=" + right);
      Client& client = bench.connect();
      const auto apply = [&](const std::string& remedy) {
        if (remedy == "refresh") client.refresh({18, 19, 20});
        if (remedy == "set") client.set(1, false);
        if (remedy == "press") bench.press();
      };
      const auto serves = [&] {
        client.take();
        client.null_read({1});
        return !client.heard.empty();
      };
      for (const std::string& wrong : remedies) {
        if (wrong != right) apply(wrong);
        CHECK_FALSE(serves());
        client.heart_beat();
        CHECK(client.count(CommandCode::heart_beat) == 1);
      }
      client.take();
      apply(right);
      CHECK_FALSE(client.heard.empty());  // what wakes it is itself served
      CHECK(serves());
    }
  }
}

TEST_CASE("mute=set: sets that the plug cannot take do not wake it") {
  Bench bench;
  bench.fault("mute=set");
  Client& client = bench.connect();
  client.set(101, true);             // no such datapoint
  client.set(1, std::string("on"));  // not of its type
  client.null_read({1});             // no control at all
  CHECK(client.heard.empty());
  bench.fault("refuse-set");
  client.set(1, true);
  CHECK(client.heard.empty());
}

TEST_CASE("mute: what was asked of it is not done either, and its own button is pushed all the same") {
  Bench bench;
  bench.fault("mute=refresh");
  Client& client = bench.connect();
  client.set(1, true);
  CHECK(bench.model.relay(1) == Power::off);
  bench.press();
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, true}});
}

TEST_CASE("slow: nothing but heartbeats for that long after the power-up, and nothing that is sent helps") {
  Bench bench;
  bench.fault("slow=60s");
  reboot(bench);  // 2 s of the 60
  Client& client = bench.connect();
  for (int beats = 0; beats < 5; ++beats) {
    bench.run(seconds(10));
    client.heart_beat();
  }
  client.refresh({18, 19, 20});
  client.set(1, true);
  bench.run(milliseconds(7'999));
  client.query();
  CHECK(client.heard.size() == 5);
  CHECK(bench.model.relay(1) == Power::off);
  bench.run(milliseconds(1));
  CHECK(tells_relay(client));
}

TEST_CASE("cloud-locked: who is connected is thrown out, nobody gets in, and no request of old connections counts") {
  Bench bench;
  Client& before = bench.connect();
  bench.fault("cloud-locked");
  CHECK(before.closed);
  CHECK(bench.model.port() == Port::refused);
  reboot(bench);
  CHECK(bench.model.port() == Port::refused);
  bench.press();
  CHECK(bench.model.port() == Port::refused);
  bench.apply(bench.model.cloud(bench.clock.now()));
  CHECK(bench.model.port() == Port::open);
}

TEST_CASE("in whatever combination, a refresh, a set and a refresh again end what refresh and set can end") {
  for (const Version version : {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5}) {
    for (const char* mute : {"", "mute=refresh", "mute=set"}) {
      for (const char* unvalid : {"", "data-unvalid=refresh", "data-unvalid=set"}) {
        for (const char* undefined : {"", "undefined-relay"}) {
          CAPTURE(tuya::name(version));
          const std::string all = std::string(mute) + unvalid + undefined;
          CAPTURE(all);
          Bench bench(make_settings(version));
          for (const char* fault : {mute, unvalid, undefined}) {
            if (*fault != '\0') bench.fault(fault);
          }
          reboot(bench);
          Client& client = bench.connect();
          CHECK(tells_relay(client) == all.empty());
          client.refresh({18, 19, 20});
          const bool wants_set = all.find("=set") != std::string::npos || *undefined != '\0';
          CHECK(tells_relay(client) == !wants_set);
          client.set(1, false);
          client.refresh({18, 19, 20});
          CHECK(tells_relay(client));
        }
      }
    }
  }
}

TEST_CASE("an undefined relay that the plug moved at its power-up stays untold, wherever it is now") {
  PlugSettings settings = make_settings(Version::v3_3, "plug");
  settings.relay_status = "on";
  Bench bench(settings);
  bench.fault("undefined-relay");
  reboot(bench);
  CHECK(bench.model.relay(1) == Power::on);
  Client& client = bench.connect();
  CHECK_FALSE(tells_relay(client));
  client.set(1, true);  // where it is already
  CHECK(client.last(CommandCode::status).datapoints == Datapoints{{1, true}});
  CHECK(tells_relay(client));
}
