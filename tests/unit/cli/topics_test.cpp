// Which topics presa knows, and how it connects to the broker.

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/inventory.h"

using namespace presad;
using namespace presad::cli;

namespace {

struct NamedPlan final : DevicePlan {
  explicit NamedPlan(const std::string& topic) { settings.topic = topic; }
  const DeviceSettings& common() const noexcept override { return settings; }
  bool same_as(const DevicePlan& other) const override { return settings == other.common(); }
  NewDevice create(const Remembered&, FamilyContext&) const override { return std::unique_ptr<Device>(); }
  DeviceSettings settings;
};

Settings house(const std::string& full_topic = "%prefix%/%topic%/") {
  Settings settings;
  settings.full_topic = full_topic;
  for (const char* topic : {"presa1", "strip1"}) settings.devices.push_back(std::make_shared<NamedPlan>(topic));
  settings.left_alone = {"cantina"};
  return settings;
}

}  // namespace

TEST_CASE("all that the inventory names is known, those that answer for themselves too, and presad last") {
  CHECK(known_topics(house()) == std::vector<std::string>{"presa1", "strip1", "cantina", "presad"});
}

TEST_CASE("an unknown topic is answered with the nearest known one, if one is near") {
  CHECK(check_topic(house(), "pressa1").error().what == R"("pressa1" is not in the inventory; did you mean "presa1"?)");
  CHECK(check_topic(house(), "lavastoviglie").error().what == R"("lavastoviglie" is not in the inventory)");
  CHECK_FALSE(check_topic(house(), "PRESA1"));  // topics keep their case
  CHECK_FALSE(check_topic(house(), "#"));
  CHECK(check_topic(house(), "presad"));
}

TEST_CASE("each connection has a client id of its own, its mark, and no will") {
  SystemRandom random;
  Settings settings = house();
  settings.broker.host = "broker";
  const mqtt::BrokerSettings one = connection_of(settings, random);
  CHECK(one.host == "broker");
  CHECK(one.client_id.starts_with("presa-"));
  CHECK(one.client_id.size() <= 23);  // what every broker must take (MQTT 3.1.1, 3.1.3.1)
  CHECK(one.instance == one.client_id);
  CHECK(one.will_topic.empty());
  CHECK(connection_of(settings, random).client_id != one.client_id);
}
