// What Home Assistant is told, and in what order with the rest. The delays of native discovery are daemon tests.

#include "bridge/announcement.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

namespace {

constexpr const char* native_config = "tasmota/discovery/84E3427A1B2C/config";
constexpr const char* native_sensors = "tasmota/discovery/84E3427A1B2C/sensors";
constexpr const char* mqtt_config = "homeassistant/device/presad_84e3427a1b2c/config";

/// One announcement, made when the test says so, of a plug that the test describes.
struct Scene {
  explicit Scene(std::shared_ptr<FakeStore> kept = std::make_shared<FakeStore>(),
                 const std::string& hardware_id = "84E3427A1B2C")
      : house(std::move(kept)), publisher(house.loop, house.broker, {}) {
    identity.topic = "plug";
    identity.device_name = "Plug";
    identity.hardware_id = hardware_id;
    announcement.emplace(*house.store, publisher, identity, Delegate<void()>());
    house.broker.come();
    house.said();
  }

  bool make() { return announcement->make(view()); }
  tasmota::View view() { return {publisher.house(), identity, state, condition, tally, options, {}}; }
  Result<Json> said_on(const char* topic) const { return parse_json(house.broker.last_on(topic).value_or("")); }

  HouseOfPlugs house;
  bridge::Publisher publisher;
  tasmota::Identity identity;
  State state;
  Condition condition;
  tasmota::Tally tally;
  tasmota::Options options;
  std::optional<bridge::Announcement> announcement;
};

std::vector<std::string> topics_of(const Lines& lines) {
  std::vector<std::string> topics;
  for (const std::string& line : lines) topics.push_back(line.substr(0, line.find(' ')));
  return topics;
}

}  // namespace

TEST_CASE("nothing is announced before the device was heard, even if its relays are known") {
  Scene scene;
  scene.state.relays = {Power::undefined};
  CHECK_FALSE(scene.make());
  CHECK(scene.house.said().empty());
}

TEST_CASE("a device is announced once it was heard, retained, and the same again is not repeated") {
  Scene scene;
  scene.state.relays = {Power::on};
  scene.condition.online = true;
  CHECK(scene.make());
  CHECK(scene.house.broker.retained_on(native_config));
  CHECK(scene.house.broker.retained_on(native_sensors));
  scene.house.said();
  CHECK_FALSE(scene.make());
  CHECK(scene.house.said().empty());
}

TEST_CASE("a new name is announced, and nothing else") {
  Scene scene;
  scene.state.relays = {Power::on};
  scene.condition.online = true;
  scene.make();
  scene.house.said();
  scene.identity.device_name = "Lamp";
  CHECK(scene.make());
  CHECK(topics_of(scene.house.said()) == Lines{native_config});
}

TEST_CASE("a reading that appears later is announced, and nothing else") {
  Scene scene;
  scene.state.relays = {Power::on};
  scene.condition.online = true;
  scene.make();
  scene.house.said();
  scene.state.meter = Meter{43.0, {}, {}};
  CHECK(scene.make());
  CHECK(topics_of(scene.house.said()) == Lines{native_sensors});
}

TEST_CASE("a device that is away is announced with all that it ever showed") {
  auto store = std::make_shared<FakeStore>();
  {
    Scene first(store);
    first.state = {{Power::on}, Meter{43.0, 230.0, 0.2}};
    first.condition.online = true;
    REQUIRE(first.make());
  }
  Scene second(store);
  second.state.relays = {Power::undefined};  // as its family remembers
  CHECK(second.make());
  const Result<Json> sensors = second.said_on(native_sensors);
  REQUIRE(sensors);
  CHECK(sensors->find("sn")->find("ENERGY")->find("Factor") != nullptr);
}

TEST_CASE("what another device at this topic showed is not announced") {
  auto store = std::make_shared<FakeStore>();
  {
    Scene first(store);
    first.state = {{Power::on}, Meter{43.0, 230.0, 0.2}};
    first.condition.online = true;
    REQUIRE(first.make());
  }
  Scene second(store, "84E3427A1B2D");
  second.state.relays = {Power::undefined};
  CHECK_FALSE(second.make());
  second.condition.online = true;
  CHECK(second.make());
  CHECK(second.said_on("tasmota/discovery/84E3427A1B2D/sensors")->find("sn")->find("ENERGY") == nullptr);
}

TEST_CASE("where something will stay is remembered before it is there") {
  Scene scene;
  scene.state.relays = {Power::on};
  scene.condition.online = true;
  bool too_early = false;
  scene.house.store->on_put = [&](std::string_view name, std::string_view) {
    too_early = too_early || (name == "retained" && scene.house.broker.last_on(native_config));
  };
  scene.make();
  CHECK(scene.house.store->known.at("plug").at("retained").find(native_config) != std::string::npos);
  CHECK_FALSE(too_early);
}

TEST_CASE("with MQTT discovery the device is described first, then its presence and its states") {
  HouseOfPlugs house(std::make_shared<FakeStore>(), tasmota::Discovery::mqtt);
  FakeDevice& plug = house.add("plug");
  plug.come_online({Power::on});
  house.settle(plug);
  house.broker.come();
  const Lines lines = house.said();
  REQUIRE(lines.size() == 9);
  CHECK(topics_of(lines)[1] == mqtt_config);
  CHECK(lines[2] == "tele/plug/LWT (retained) Online");
  CHECK(lines[8] == "stat/plug/POWER (retained) ON");
  CHECK(house.broker.retained_on(mqtt_config));
}

TEST_CASE("with MQTT discovery a broker that comes back is told all of it again") {
  HouseOfPlugs house(std::make_shared<FakeStore>(), tasmota::Discovery::mqtt);
  FakeDevice& plug = house.add("plug");
  plug.come_online({Power::on});
  house.settle(plug);
  house.broker.come();
  house.broker.go();
  house.said();
  house.broker.come();
  CHECK(topics_of(house.said()) == Lines{"tele/presad/LWT", mqtt_config, "tele/plug/LWT", "cmnd/plug/POWER",
                                         "stat/plug/RESULT", "stat/plug/POWER"});
  REQUIRE(run_until(house.loop, [&] { return house.broker.last_on("tele/plug/STATE").has_value(); }));
}

TEST_CASE("with MQTT discovery a second relay changes the first one's topic, and the former does not stay") {
  Scene scene;
  scene.publisher.house().discovery = tasmota::Discovery::mqtt;
  scene.state.relays = {Power::on};
  scene.condition.online = true;
  scene.make();
  CHECK(scene.house.store->known.at("plug").at("retained").ends_with(" stat/plug/POWER"));
  scene.house.said();
  scene.state.relays = {Power::on, Power::off};
  CHECK(scene.make());
  CHECK(topics_of(scene.house.said()) == Lines{"stat/plug/POWER", mqtt_config});
  CHECK(scene.house.store->known.at("plug").at("retained").ends_with(" stat/plug/POWER1 stat/plug/POWER2"));
}

TEST_CASE("with MQTT discovery a removed plug leaves neither its description nor its states") {
  HouseOfPlugs house(std::make_shared<FakeStore>(), tasmota::Discovery::mqtt);
  FakeDevice& plug = house.add("plug");
  plug.come_online({Power::on});
  house.settle(plug);
  house.broker.come();
  house.bridge.remove("plug", true);
  CHECK_FALSE(house.broker.retained_on(mqtt_config));
  CHECK_FALSE(house.broker.retained_on("stat/plug/POWER"));
  CHECK_FALSE(house.broker.retained_on("tele/plug/LWT"));
}

TEST_CASE("Tasmota's own discovery leaves the states as Tasmota does, not retained") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  plug.show(1, Power::on);
  CHECK(house.said_by(plug) == Lines{"stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER ON"});
}

TEST_CASE("a lamp is announced as a lamp, also by a presad that has not heard it again yet") {
  auto store = std::make_shared<FakeStore>();
  const auto is_lamp = [](const Scene& scene) {
    const Result<Json> config = scene.said_on(native_config);
    return config && *config->find("lt_st")->integer() == 5 && *config->find("lk")->integer() == 1 &&
           *(*config->find("rl")->array())[0].integer() == 2;
  };
  {
    Scene scene(store);
    scene.state.relays = {Power::on};
    scene.state.light = Light{LightKind::rgbcw, {}};
    scene.condition.online = true;
    CHECK(scene.make());
    CHECK(is_lamp(scene));
  }
  Scene again(store);
  again.state.relays = {Power::undefined};  // as a family remembers it
  CHECK(again.make());
  CHECK(is_lamp(again));
  again.condition.online = true;  // and now it says that it is a plug
  CHECK(again.make());
  CHECK_FALSE(is_lamp(again));
}

TEST_CASE("a cover without relays is announced once it was heard") {
  Scene scene;
  scene.condition.online = true;
  scene.state.cover = Cover{true, 40, 40, CoverDirection::stopped};
  CHECK(scene.make());
  const Result<Json> config = scene.said_on(native_config);
  REQUIRE(config);
  CHECK(render_json(*config->find("rl")).starts_with("[3,3,0"));
  CHECK(scene.said_on(native_sensors)->find("sn")->find("Shutter1") != nullptr);
}
