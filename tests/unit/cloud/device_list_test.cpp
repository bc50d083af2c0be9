#include "cloud/device_list.h"

#include <doctest/doctest.h>

namespace presad::cloud {

namespace {

Json::Array parse(const char* text) { return *parse_json(text)->array(); }

}  // namespace

TEST_CASE("a device is what the listing says, a second listing fills only what was missing") {
  DeviceList list;
  list.add(parse(R"([{"id":"bf1","name":"Lamp ✓","local_key":"","uid":"eu1","category":"dj","ip":"93.184.216.34"}])"));
  list.add(parse(R"([{"id":"bf1","name":"other","local_key":"0123456789abcdef","sub":true,"gateway_id":"bf0",
                      "node_id":"a4c1"}])"));
  REQUIRE(list.devices().size() == 1);
  const Device& lamp = list.devices().front();
  CHECK(lamp.name == "Lamp ✓");
  CHECK(lamp.local_key == SecretText("0123456789abcdef"));
  CHECK(lamp.owner == "eu1");
  CHECK(lamp.category == "dj");
  CHECK(lamp.sub);
  CHECK(lamp.gateway_id == "bf0");
  CHECK(lamp.node_id == "a4c1");
}

TEST_CASE("a key of 16 bytes is kept to the last sign, any other is none") {
  DeviceList list;
  list.add(parse(R"([{"id":"a","local_key":"'\"\\`<;$#: {}!&*?"},{"id":"b","local_key":"short"},
                     {"id":"c","local_key":"01234567\n9abcdef"},{"id":"d","local_key":17}])"));
  CHECK(list.devices()[0].local_key == SecretText("'\"\\`<;$#: {}!&*?"));
  for (std::size_t i = 1; i < 4; ++i) CHECK(list.devices()[i].local_key.empty());
}

TEST_CASE("an entry without a usable id is counted and harms nobody") {
  DeviceList list;
  list.add(parse(R"([1,null,{},{"id":""},{"id":"../x"},{"id":"a b"},{"id":7},{"id":"ok"}])"));
  CHECK(list.devices().size() == 1);
  CHECK(list.unreadable() == 7);
}

TEST_CASE("an account of endless devices ends at the limit, and says so") {
  Json::Array many;
  for (std::size_t i = 0; i < DeviceList::max_devices + 5; ++i) {
    many.push_back(Json{Json::Object{{"id", Json{"bf" + std::to_string(i)}}}});
  }
  DeviceList list;
  list.add(many);
  CHECK(list.devices().size() == DeviceList::max_devices);
  CHECK(list.too_many() == 5);
}

TEST_CASE("the hardware's address comes in twelve digits; nothing else and nobody unknown is taken") {
  DeviceList list;
  list.add(parse(R"([{"id":"a"},{"id":"b"},{"id":"c"}])"));
  list.add_hardware(parse(R"([{"id":"a","mac":"5c:cf:7f:53:01:02","uuid":"u1"},{"id":"b","mac":"5ccf7f53"},
                              {"id":"c","mac":"DC23-0000-2648"},{"id":"z","mac":"5ccf7f530102"},3])"));
  CHECK(list.devices()[0].mac == "5c:cf:7f:53:01:02");
  CHECK(list.devices()[0].uuid == "u1");
  CHECK(list.devices()[1].mac.empty());
  CHECK(list.devices()[2].mac == "DC23-0000-2648");
  CHECK(list.devices().size() == 3);
}

TEST_CASE("owners are told once each") {
  DeviceList list;
  list.add(parse(R"([{"id":"a","uid":"eu1"},{"id":"b","uid":"eu2"},{"id":"c","uid":"eu1"},{"id":"d"},
                     {"id":"e","uid":"../.."}])"));
  CHECK(list.owners() == std::vector<std::string>{"eu1", "eu2"});
}

}  // namespace presad::cloud
