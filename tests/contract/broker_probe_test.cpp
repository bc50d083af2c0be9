// What a real mosquitto lets a client hear and say, as the probe sees it.

#include "mqtt/broker_probe.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "support/mosquitto.h"
#include "support/mqtt_probe.h"

using namespace presad;
using namespace presad::mqtt;
using presad::testing::Mosquitto;
using presad::testing::TemporaryDirectory;
using Topics = std::vector<std::string>;

namespace {

BrokerSettings settings_for(std::uint16_t port) {
  BrokerSettings settings;
  settings.host = "127.0.0.1";
  settings.port = port;
  settings.client_id = "doctor";
  settings.instance = "doctor";
  return settings;
}

/// A broker at which everybody is anonymous, and may do what `access` says.
std::string with_access_list(const TemporaryDirectory& directory, const std::string& access) {
  const std::string path = directory.file("access");
  std::ofstream(path) << access;
  return "allow_anonymous true\nacl_file " + path + "\n";
}

}  // namespace

TEST_CASE("a broker that allows all is found to, and what it keeps is reported") {
  Mosquitto broker;
  testing::MqttProbe person(broker.port());
  person.publish("cmnd/lamp/POWER", "ON", true);
  while (person.count("cmnd/lamp/POWER") == 0) std::this_thread::yield();  // the test's own limit ends it
  const ProbeReport report =
      probe_broker(settings_for(broker.port()), {{"cmnd/+/#", "stat/+/#"}, {"cmnd/lamp/PRESA", "stat/lamp/PRESA"}});
  CHECK_FALSE(report.failure);
  CHECK_FALSE(report.lost);
  CHECK(report.version == Version::v5);
  CHECK(report.refused_filters.empty());
  CHECK(report.refused_topics.empty());
  CHECK(report.unheard_topics.empty());
  REQUIRE(report.retained.size() == 1);
  CHECK(report.retained[0].topic == "cmnd/lamp/POWER");
  CHECK(report.retained[0].payload == "ON");
  CHECK_FALSE(report.retained[0].own);
}

TEST_CASE("what a broker keeps is read up to the plan's bounds, and that there is more is said") {
  Mosquitto broker;
  testing::MqttProbe person(broker.port());
  for (const char* const topic : {"stat/a/X", "stat/b/X", "stat/c/X", "stat/d/X"}) {
    person.publish(topic, std::string(20'000, 'x'), true);
  }
  while (person.count("stat/d/X") == 0) std::this_thread::yield();  // the test's own limit ends it
  ProbePlan plan{{"stat/+/#"}, {"stat/lamp/PRESA"}};
  CHECK(plan.most_retained_bytes == std::size_t{64} * 1024 * 1024);
  ProbeReport report = probe_broker(settings_for(broker.port()), plan);
  CHECK_FALSE(report.overflowed);
  REQUIRE(report.retained.size() == 4);
  CHECK(report.retained[0].payload.size() == max_payload_size + 1);
  plan.most_retained_bytes = 2 * max_payload_size;
  report = probe_broker(settings_for(broker.port()), plan);
  CHECK(report.overflowed);
  CHECK(report.retained.size() == 2);
  CHECK(report.marks.size() == 2);
  plan.most_retained_bytes = max_retained_bytes;
  plan.most_retained = 3;
  report = probe_broker(settings_for(broker.port()), plan);
  CHECK(report.overflowed);
  CHECK(report.retained.size() == 3);
}

TEST_CASE("what an access list forbids is told apart: hearing from saying") {
  TemporaryDirectory directory;
  Mosquitto broker(with_access_list(directory, "topic write cmnd/#\ntopic read tele/#\ntopic readwrite stat/#\n"));
  const ProbeReport report =
      probe_broker(settings_for(broker.port()),
                   {{"cmnd/+/#", "stat/+/#", "tele/+/#"}, {"cmnd/lamp/PRESA", "stat/lamp/PRESA", "tele/lamp/PRESA"}});
  CHECK_FALSE(report.failure);
  CHECK(report.refused_topics == Topics{"tele/lamp/PRESA"});
  CHECK(report.unheard_topics == Topics{"cmnd/lamp/PRESA"});
}

TEST_CASE("nobody there, and a broker that wants a login, are told apart") {
  Mosquitto broker("allow_anonymous false\n");
  const ProbeReport refused = probe_broker(settings_for(broker.port()), {});
  REQUIRE(refused.failure);
  CHECK(refused.failure->kind == ConnectFailure::Kind::login);
  broker.kill();
  const ProbeReport absent = probe_broker(settings_for(broker.port()), {});
  REQUIRE(absent.failure);
  CHECK(absent.failure->kind == ConnectFailure::Kind::unreachable);
}

TEST_CASE("a filter hears what MQTT says it does") {
  CHECK(filter_matches("cmnd/+/#", "cmnd/lamp/POWER"));
  CHECK(filter_matches("cmnd/+/#", "cmnd/lamp"));
  CHECK(filter_matches("#", "a/b"));
  CHECK(filter_matches("a/+", "a/"));
  CHECK(filter_matches("+/+", "/"));
  CHECK_FALSE(filter_matches("a/+", "a"));
  CHECK_FALSE(filter_matches("a/b", "a/b/c"));
  CHECK_FALSE(filter_matches("#", "$SYS/broker"));
  CHECK_FALSE(filter_matches("cmnd/+/#", "stat/lamp/POWER"));
}

TEST_CASE("what is cleared is gone before the look, and each message that is left says whose it is") {
  Mosquitto broker;
  testing::MqttProbe person(broker.port());
  for (const char* topic : {"tele/lamp/LWT", "tele/lamp/SENSOR", "stat/lamp/POWER"}) person.publish(topic, "x", true);
  while (person.count("stat/lamp/POWER") == 0) std::this_thread::yield();  // the test's own limit ends it
  ProbePlan plan{{"stat/+/#", "tele/+/#"}, {"stat/lamp/PRESA", "tele/lamp/PRESA"}};
  plan.cleared = {"tele/lamp/LWT", "stat/lamp/POWER"};
  const ProbeReport report = probe_broker(settings_for(broker.port()), plan);
  REQUIRE(report.retained.size() == 1);
  CHECK(report.retained[0].topic == "tele/lamp/SENSOR");
  CHECK(report.marks == Topics{""});
}

TEST_CASE("of what may not be cleared the broker says so, and keeps it") {
  TemporaryDirectory directory;
  Mosquitto broker(with_access_list(directory, "topic read tele/#\n"));
  ProbePlan plan;
  plan.cleared = {"tele/lamp/LWT"};
  const ProbeReport report = probe_broker(settings_for(broker.port()), plan);
  CHECK_FALSE(report.lost);
  CHECK(report.refused_topics == Topics{"tele/lamp/LWT"});
}
