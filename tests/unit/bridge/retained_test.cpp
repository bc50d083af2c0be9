// What stays on the broker, and that nothing is left behind when devices, ids and kinds of discovery change.

#include "bridge/retained.h"

#include <doctest/doctest.h>

#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

namespace {

constexpr const char* config = "tasmota/discovery/84E3427A1B2C/config";

/// A record of its own on a broker that is there.
struct Record {
  HouseOfPlugs house;
  bridge::Publisher publisher{house.loop, house.broker, {}};
  bridge::Retained retained{*house.store, publisher};

  Record() {
    house.broker.come();
    house.said();
  }
  std::string kept() const { return house.store->known.at("plug").at("retained"); }
};

}  // namespace

TEST_CASE("only what is not wanted any more is cleared, and once") {
  Record record;
  record.retained.note("plug", "tele/plug/LWT");
  record.retained.note("plug", config);
  record.retained.keep_only("plug", {"tele/plug/LWT", "another"});
  CHECK(record.house.said() == Lines{std::string(config) + " (retained) "});
  record.retained.keep_only("plug", {"tele/plug/LWT"});
  CHECK(record.house.said().empty());
}

TEST_CASE("a topic is remembered once, and nothing is said by that") {
  Record record;
  record.retained.note("plug", config);
  record.retained.note("plug", "tele/plug/LWT");
  record.retained.note("plug", config);
  CHECK(record.kept() == std::string(config) + " tele/plug/LWT");
  CHECK(record.house.said().empty());
}

TEST_CASE("of a device that nobody keeps everything is cleared") {
  Record record;
  record.retained.note("plug", "tele/plug/LWT");
  record.retained.note("plug", config);
  record.retained.clear("plug", false);
  CHECK(record.house.said() == Lines{"tele/plug/LWT (retained) ", std::string(config) + " (retained) "});
  CHECK_FALSE(record.house.store->known.at("plug").contains("retained"));
}

TEST_CASE("of a device that answers for itself now only what is presad's alone is cleared") {
  Record record;
  for (const char* const topic : {"tele/plug/LWT", config, "tasmota/discovery/02E3427A1B2C/config"}) {
    record.retained.note("plug", topic);
  }
  record.retained.clear("plug", true);
  CHECK(record.house.said() == Lines{"tasmota/discovery/02E3427A1B2C/config (retained) "});
  CHECK_FALSE(record.house.store->known.at("plug").contains("retained"));
}

TEST_CASE("what an earlier presad announced under another id is cleared on connecting") {
  auto store = std::make_shared<FakeStore>();
  store->put("plug", "retained", "tele/plug/LWT tasmota/discovery/02E3427A1B2C/config");
  HouseOfPlugs house(store);
  house.add("plug", "84E3427A1B2C");
  house.broker.come();
  CHECK(house.broker.last_on("tasmota/discovery/02E3427A1B2C/config") == "");
  CHECK(store->known.at("plug").at("retained") == "tele/plug/LWT");
}

TEST_CASE("what the other kind of discovery left is cleared ahead of everything else") {
  auto store = std::make_shared<FakeStore>();
  store->put("plug", "retained", std::string("tele/plug/LWT ") + config);
  HouseOfPlugs house(store, tasmota::Discovery::mqtt);
  house.add("plug");
  house.broker.come();
  const Lines lines = house.said();
  REQUIRE(lines.size() > 1);
  CHECK(lines[1] == std::string(config) + " (retained) ");
}

TEST_CASE("without discovery nothing but LWT stays") {
  auto store = std::make_shared<FakeStore>();
  store->put(
      "plug", "retained",
      std::string("tele/plug/LWT ") + config + " homeassistant/device/presad_84e3427a1b2c/config stat/plug/POWER");
  HouseOfPlugs house(store, tasmota::Discovery::none);
  house.add("plug");
  house.broker.come();
  CHECK(house.broker.last_on(config) == "");
  CHECK(house.broker.last_on("homeassistant/device/presad_84e3427a1b2c/config") == "");
  CHECK(house.broker.last_on("stat/plug/POWER") == "");
  CHECK(house.broker.retained_on("tele/plug/LWT") == "Offline");
  CHECK(store->known.at("plug").at("retained") == "tele/plug/LWT");
}

TEST_CASE("a device that is removed while the broker is away is not forgotten") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.broker.go();
  house.bridge.remove("plug", true);
  CHECK(house.store->known.at("plug").at("retained") == "tele/plug/LWT");
}
