// Native discovery, held to the field table of DIALECT.md, 12.

#include "tasmota/native_discovery.h"

#include <doctest/doctest.h>

#include "tasmota/telemetry.h"
#include "unit/tasmota/metering_plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

enum class Is { text, number, texts, texts_or_nulls, numbers, switches };

struct Field {
  const char* key;
  Is shape;
  std::size_t size = 0;  ///< of an array; 0: any
};

/// In the firmware's order.
constexpr Field config_fields[] = {{"ip", Is::text},
                                   {"dn", Is::text},
                                   {"fn", Is::texts_or_nulls, 8},
                                   {"hn", Is::text},
                                   {"mac", Is::text},
                                   {"md", Is::text},
                                   {"ty", Is::number},
                                   {"if", Is::number},
                                   {"cam", Is::number},
                                   {"ofln", Is::text},
                                   {"onln", Is::text},
                                   {"state", Is::texts, 4},
                                   {"sw", Is::text},
                                   {"t", Is::text},
                                   {"ft", Is::text},
                                   {"tp", Is::texts, 3},
                                   {"rl", Is::numbers, 32},
                                   {"swc", Is::numbers, 32},
                                   {"swn", Is::texts_or_nulls, 32},
                                   {"btn", Is::numbers, 32},
                                   {"so", Is::switches, 11},
                                   {"lk", Is::number},
                                   {"lt_st", Is::number},
                                   {"bat", Is::number},
                                   {"dslp", Is::number},
                                   {"sho", Is::numbers},
                                   {"sht", Is::numbers},
                                   {"ver", Is::number}};

bool all_are(const Json& array, std::size_t size, bool (*is)(const Json&)) {
  if (array.array() == nullptr || (size != 0 && array.array()->size() != size)) return false;
  for (const Json& each : *array.array()) {
    if (!is(each)) return false;
  }
  return true;
}

bool fits(const Json& value, const Field& field) {
  switch (field.shape) {
    case Is::text:
      return value.string() != nullptr;
    case Is::number:
      return value.integer() != nullptr;
    case Is::texts:
      return all_are(value, field.size, [](const Json& each) { return each.string() != nullptr; });
    case Is::texts_or_nulls:
      return all_are(value, field.size, [](const Json& each) { return each.is_null() || each.string() != nullptr; });
    case Is::numbers:
      return all_are(value, field.size, [](const Json& each) { return each.integer() != nullptr; });
    case Is::switches:
      for (const auto& [key, flag] : *value.object()) {
        if (flag.integer() == nullptr || *flag.integer() != 0) return false;
      }
      return value.object()->size() == field.size;
  }
  return false;
}

Json config_of(Plug& plug) {
  const DiscoveryMessages messages = render_native_discovery(plug.view(), sensors_of(plug));
  REQUIRE(messages.size() == 2);
  Result<Json> config = parse_json(messages[0].payload);
  REQUIRE(config);
  return *config;
}

std::string text_at(const Json& json, const char* key) { return *json.find(key)->string(); }

}  // namespace

TEST_CASE("config has every field of the table, in the firmware's order, and no other") {
  Plug plug;
  const Json config = config_of(plug);
  REQUIRE(config.object()->size() == std::size(config_fields));
  for (std::size_t i = 0; i < std::size(config_fields); ++i) {
    const auto& [key, value] = (*config.object())[i];
    CAPTURE(key);
    CHECK(key == config_fields[i].key);
    CHECK(fits(value, config_fields[i]));
  }
}

TEST_CASE("the MAC in config is the one in the topic") {
  Plug plug;
  const DiscoveryMessages messages = render_native_discovery(plug.view(), sensors_of(plug));
  REQUIRE(messages.size() == 2);
  CHECK(messages[0].topic == "tasmota/discovery/84E3427A1B2C/config");
  CHECK(messages[1].topic == "tasmota/discovery/84E3427A1B2C/sensors");
  CHECK(text_at(config_of(plug), "mac") == "84E3427A1B2C");
}

TEST_CASE("presad knows its own config again, and takes a Tasmota device's for none of its own") {
  Plug plug;
  const Json own = config_of(plug);
  CHECK(may_be_own_native_discovery("84E3427A1B2C", own));
  CHECK_FALSE(may_be_own_native_discovery("84E3427A1B2D", own));
  const auto other = parse_json(R"({"mac":"84E3427A1B2C","sw":"15.2.0","t":"presa1"})");
  CHECK_FALSE(may_be_own_native_discovery("84E3427A1B2C", *other));
  CHECK_FALSE(may_be_own_native_discovery("84E3427A1B2C", *parse_json("[1]")));
  const auto earlier = parse_json(R"({"mac":"86E3427A1B2C","sw":"14.0.0","t":"presa1"})");
  CHECK(may_be_own_native_discovery("86E3427A1B2C", *earlier));
}

TEST_CASE("config says where the device listens and in which words it answers") {
  Plug plug;
  plug.house.full_topic = *FullTopic::from_pattern("home/%topic%/%prefix%/");
  const Json config = config_of(plug);
  CHECK(text_at(config, "t") == "plug_kitchen");
  CHECK(text_at(config, "ft") == "home/%topic%/%prefix%/");
  CHECK(render_json(*config.find("tp")) == R"(["cmnd","stat","tele"])");
  CHECK(render_json(*config.find("state")) == R"(["OFF","ON","TOGGLE","HOLD"])");
  CHECK(text_at(config, "onln") == "Online");
  CHECK(text_at(config, "ofln") == "Offline");
  CHECK(text_at(config, "sw") == "15.2.0.2");
  CHECK(text_at(config, "md") == "Tuya Plug");
  CHECK(text_at(config, "ip") == "192.168.1.40");
  CHECK(text_at(config, "hn") == "plug-kitchen-6956");
}

TEST_CASE("the only relay has the device's name, so that the entity takes it") {
  Plug plug;
  const Json config = config_of(plug);
  CHECK(text_at(config, "dn") == "Kitchen plug");
  CHECK(render_json(*config.find("fn")) == R"(["Kitchen plug",null,null,null,null,null,null,null])");
}

TEST_CASE("every relay of a strip is announced, whether or not its position is known") {
  Plug plug;
  plug.state.relays = {Power::on, Power::undefined, Power::off};
  const Json config = config_of(plug);
  const Json::Array& relays = *config.find("rl")->array();
  for (std::size_t i = 0; i < relays.size(); ++i) CHECK(*relays[i].integer() == (i < 3 ? 1 : 0));
  CHECK((*config.find("fn")->array())[2].string() != nullptr);
  CHECK((*config.find("fn")->array())[3].is_null());
}

TEST_CASE("a device whose relays nobody knows is not announced") {
  Plug plug;
  plug.state.relays.clear();
  CHECK(render_native_discovery(plug.view(), sensors_of(plug)).empty());
}

TEST_CASE("sensors holds the SENSOR object, for a meter ENERGY without Period") {
  MeteringPlug plug;
  const DiscoveryMessages messages = render_native_discovery(plug.view(), sensors_of(plug));
  const Result<Json> sensors = parse_json(messages.at(1).payload);
  REQUIRE(sensors);
  CHECK(*sensors->find("ver")->integer() == 1);
  const Json* const energy = sensors->find("sn")->find("ENERGY");
  REQUIRE(energy != nullptr);
  std::vector<std::string> keys;
  for (const auto& [key, value] : *energy->object()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"TotalStartTime", "Total", "Yesterday", "Today", "Power", "ApparentPower",
                                         "ReactivePower", "Factor", "Voltage", "Current"});
}

TEST_CASE("a device without sensors announces that it has none") {
  Plug plug;
  const DiscoveryMessages messages = render_native_discovery(plug.view(), sensors_of(plug));
  CHECK(messages.at(1).payload == R"({"sn":{"Time":"2026-08-19T11:30:18"},"ver":1})");
}

TEST_CASE("an id with the locally administered bit is derived, a vendor's MAC is not") {
  CHECK(is_derived("02E3427A1B2C"));
  CHECK(is_derived("FAE3427A1B2C"));
  CHECK_FALSE(is_derived("84E3427A1B2C"));
  CHECK_FALSE(is_derived("C5E3427A1B2C"));
  CHECK_FALSE(is_derived(""));
}

TEST_CASE("only MQTT discovery and derived ids are presad's alone") {
  CHECK(is_presads_alone("homeassistant/device/presad_84e3427a1b2c/config"));
  CHECK(is_presads_alone("tasmota/discovery/02E3427A1B2C/config"));
  CHECK_FALSE(is_presads_alone("tasmota/discovery/84E3427A1B2C/config"));
  CHECK_FALSE(is_presads_alone("tele/plug/LWT"));
}

TEST_CASE("a lamp is a light of its kind, the last of the relays, with colour and white linked") {
  Plug plug;
  plug.state.relays = {Power::on, Power::off};
  plug.state.light = Light{LightKind::rgbcw, {}};
  const Json config = config_of(plug);
  CHECK(render_json(*config.find("rl")).starts_with("[1,2,0,"));
  CHECK(*config.find("lt_st")->integer() == 5);
  CHECK(*config.find("lk")->integer() == 1);
  CHECK(*config.find("so")->find("20")->integer() == 0);
  plug.options.dimmer_alone = 1;
  CHECK(*config_of(plug).find("so")->find("20")->integer() == 1);
}

TEST_CASE("a cover is a pair of shutter relays behind the others") {
  Plug plug;
  plug.state.cover = Cover{true, 0, {}, CoverDirection::stopped};
  CHECK(render_json(*config_of(plug).find("rl")).starts_with("[1,3,3,0,"));
  plug.state.relays.clear();
  const Json config = config_of(plug);
  CHECK(render_json(*config.find("rl")).starts_with("[3,3,0,"));
  CHECK(render_json(*config.find("sho")) == "[0]");
  CHECK(render_json(*config.find("sht")) == "[[0,0,0]]");
  CHECK(text_at(config, "dn") == *(*config.find("fn")->array())[0].string());
}

TEST_CASE("a sensor that knows yes and no has switches that follow it, and a battery is said to be one") {
  Plug plug;
  plug.state.relays.clear();
  plug.state.readings = {{ReadingKind::battery, 80, 0}, {ReadingKind::contact, 1, 0}, {ReadingKind::motion, 0, 0}};
  const Json config = config_of(plug);
  CHECK(render_json(*config.find("rl")).starts_with("[0,0,"));
  CHECK(render_json(*config.find("swc")).starts_with("[1,1,-1,"));
  CHECK(*config.find("bat")->integer() == 1);
}

TEST_CASE("every value that is announced stands in SENSOR and in Status 10, for a device with everything") {
  MeteringPlug plug;
  plug.state.cover = Cover{true, 40, {}, CoverDirection::opening};
  plug.state.readings = {{ReadingKind::temperature, 21.5, 1},
                         {ReadingKind::humidity, 40, 0},
                         {ReadingKind::illuminance, 3, 0},
                         {ReadingKind::battery, 80, 0},
                         {ReadingKind::contact, 1, 0}};
  JsonWriter text;
  write_sensor(text, plug.view(), Report::periodic);
  const Result<Json> periodic = parse_json(text.text());
  const Result<Json> status = parse_json(plug.send("Status", "10").messages.at(0).payload);
  const Result<Json> announced = parse_json(render_native_discovery(plug.view(), sensors_of(plug)).at(1).payload);
  REQUIRE((periodic && status && announced));
  std::size_t values = 0;
  for (const auto& [object, members] : *announced->find("sn")->object()) {
    CAPTURE(object);
    CHECK(periodic->find(object) != nullptr);
    CHECK(status->find("StatusSNS")->find(object) != nullptr);
    if (members.object() == nullptr) continue;
    for (const auto& [key, value] : *members.object()) {
      CAPTURE(key);
      CHECK(periodic->find(object)->find(key) != nullptr);
      CHECK(status->find("StatusSNS")->find(object)->find(key) != nullptr);
      ++values;
    }
  }
  CHECK(values == 10 + 3 + 3);  // ENERGY; TuyaSNS; Shutter1, whose target is not known
}
