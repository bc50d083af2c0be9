// The inventory as a whole: what is beside mqtt and devices, order, and the verdict.

#include "inventory/settings.h"

#include <doctest/doctest.h>

#include <string>

#include "read_inventory.h"

using namespace presad;
using presad::test::load;
using presad::test::told;

namespace {

std::string plug(const std::string& topic, const std::string& id) {
  return "  " + topic + ": { type: tuya, device_id: " + id + ", local_key: 0123456789abcdef }\n";
}

}  // namespace

TEST_CASE("devices come in the order of the file") {
  const Loaded loaded =
      load("devices:\n" + plug("zeta", "11111111111111111111") + plug("alpha", "22222222222222222222"));
  REQUIRE(loaded.settings->devices.size() == 2);
  CHECK(loaded.settings->devices[0]->common().topic == "zeta");
  CHECK(loaded.settings->devices[1]->common().topic == "alpha");
}

TEST_CASE("the example of the contract is read whole") {
  const Loaded loaded = load(R"(
mqtt:
  url: mqtt://localhost:1883
  username: presad
  password: !secret mqtt
  full_topic: "%prefix%/%topic%/"
  group_topic: tasmotas
  tele_period: 300
home_assistant: { discovery: tasmota }
devices:
  presa1:
    name: "Presa #1"
    type: tuya
    device_id: bff7e612edf4edb899uaiz
    local_key: !secret presa1
    address: 10.0.0.129
    version: 3.3
    profile: plug
    power_on: device
  cantina:
    type: tasmota
    address: 10.0.0.114
    username: admin
    password: !secret cantina
)",
                             "mqtt: a\npresa1: 0123456789abcdef\ncantina: b\n");
  REQUIRE(loaded.settings.has_value());
  CHECK(loaded.findings.warnings() == 0);
  CHECK(loaded.settings->devices.size() == 2);
}

TEST_CASE("where the house stands is read") {
  const Loaded loaded = load("home_assistant: {discovery: mqtt}\nlatitude: 45.44\nlongitude: 12.33\ndevices:\n");
  REQUIRE(loaded.settings.has_value());
  CHECK(loaded.settings->discovery == HomeAssistantDiscovery::mqtt);
  CHECK(*loaded.settings->latitude == doctest::Approx(45.44));
  CHECK(*loaded.settings->longitude == doctest::Approx(12.33));
  CHECK(loaded.findings.warnings() == 0);
  CHECK(load("home_assistant: {discovery: none}\n").findings.warnings() == 0);
}

TEST_CASE("a latitude is a latitude, and has a longitude") {
  CHECK(told("latitude: 91\nlongitude: 0\n").find("presad.yaml:1:11: \"91\" is out of range") != std::string::npos);
  CHECK(told("latitude: 45\n").find("\"latitude\" needs \"longitude\"") != std::string::npos);
}

TEST_CASE("an unknown section is told with the nearest one") {
  CHECK(told("device:\n  presa1: {local_key: 0123456789abcdef}\n") == R"(
presad.yaml:1:1: unknown key "device" for the inventory
    1 | device:
      | ^~~~~~  did you mean "devices"?
1 problem; nothing was started.
)");
}

TEST_CASE("the group topic of the inventory is nobody's topic") {
  CHECK(told("mqtt: {group_topic: casa}\ndevices:\n" + plug("casa", "11111111111111111111"))
            .find("a topic cannot be the group topic") != std::string::npos);
}

TEST_CASE("the verdict on a good inventory is one line") {
  const InventoryFiles files{"presad.yaml", "secrets.yaml"};
  CHECK(render_verdict(load("devices:\n" + plug("a", "11111111111111111111")), files) ==
        "presad.yaml: 1 device, no problems.\n");
  CHECK(render_verdict(load("devices:\n"), files) == "presad.yaml: 0 devices, no problems.\n");
  CHECK(render_verdict(load("x: 1\n"), files).ends_with("1 problem; nothing was started.\n"));
}

TEST_CASE("a thousand devices are read, and one that is wrong among them is found") {
  std::string text = "devices:\n";
  for (int i = 0; i < 1000; ++i)
    text += plug("p" + std::to_string(i), std::to_string(10000000000000000000ULL + static_cast<unsigned>(i)));
  CHECK(load(text).settings->devices.size() == 1000);
  CHECK(load(text + "  bad: {type: tuya}\n").findings.errors() == 2);
}

TEST_CASE("ten thousand devices, with everything that is usually said of one, are within an inventory's bounds") {
  std::string text = "devices:\n";
  for (unsigned i = 0; i < 10'000; ++i) {
    text += "  plug" + std::to_string(i) + ":\n    type: tuya\n    name: Plug number " + std::to_string(i) +
            "\n    device_id: " + std::to_string(10000000000000000000ULL + i) + "\n    local_key: 0123456789abcdef\n" +
            "    address: 10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250 + 1) +
            "\n    version: 3.3\n    power_on: last\n";
  }
  const Loaded loaded = load(text);
  CHECK(loaded.findings.errors() == 0);
  REQUIRE(loaded.settings);
  CHECK(loaded.settings->devices.size() == 10'000);
}

TEST_CASE("an address that is neither local nor allowed is refused, a device's and the broker's") {
  const auto says = [](const std::string& text, const char* what) {
    return told(text + "devices:\n").find(what) != std::string::npos;
  };
  CHECK(says("mqtt: { url: \"mqtt://203.0.113.7\" }\n", "\"mqtt://203.0.113.7\" is not on the local network"));
  CHECK(says("mqtt: { url: \"mqtt://100.64.0.1\" }\n", "\"mqtt://100.64.0.1\" is not on the local network"));
  CHECK(says("allow_addresses: 0.0.0.0/0\n", "\"0.0.0.0/0\" is far more than a local network"));
  CHECK(load("allow_addresses: 100.64.0.0/10\nmqtt: { url: \"mqtt://100.64.0.1\" }\ndevices:\n").settings);
}

TEST_CASE("what is allowed besides is allowed to every device") {
  const std::string device =
      "devices:\n  a: { type: tuya, device_id: 11111111111111111111, local_key: 0123456789abcdef, address: 203.0.113.7 "
      "}\n";
  CHECK_FALSE(load(device).settings);
  const Loaded allowed = load("allow_addresses: 203.0.113.0/24 2001:db8::/32\n" + device);
  REQUIRE(allowed.settings);
  CHECK(allowed.settings->network.classify("2001:db8::1") == AddressKind::local);
  CHECK(allowed.settings->network.classify("203.0.114.1") == AddressKind::elsewhere);
}
