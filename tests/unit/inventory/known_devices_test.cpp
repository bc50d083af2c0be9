#include "inventory/known_devices.h"

#include <doctest/doctest.h>

using namespace presad;

namespace {

std::optional<KnownDevices> read(std::string_view text) {
  config::Diagnostics diagnostics;
  auto known = read_known_devices("presad.yaml", text, diagnostics);
  CHECK(known.has_value() != diagnostics.has_errors());
  return known;
}

}  // namespace

TEST_CASE("devices that announce themselves are known by id, without any secret") {
  const auto known = read(R"(
allow_addresses: 100.64.0.0/10
devices:
  presa1: { type: tuya, name: "Presa #1", device_id: bf1, local_key: !secret presa1, address: 10.0.0.129 }
  presa2: { type: tuya, device_id: bf2 }
  bridge: { type: tuya, device_id: bf3 }
  window: { type: tuya, gateway: bridge, cid: a4, device_id: bf4 }
  cantina: { type: tasmota, address: 10.0.0.114 }
)");
  REQUIRE(known);
  REQUIRE(known->devices.size() == 3);
  CHECK(known->devices[0].topic == "presa1");
  CHECK(known->devices[0].name == "Presa #1");
  CHECK(known->devices[0].device_id == "bf1");
  CHECK(known->devices[0].address == "10.0.0.129");
  CHECK(known->devices[1].name == "presa2");
  CHECK(known->devices[1].address.empty());
  CHECK(known->devices[2].device_id == "bf3");
  CHECK(known->network.classify("100.64.0.1") == AddressKind::local);
}

TEST_CASE("an inventory with mistakes is read as far as it goes, one that is no YAML is not") {
  const auto known = read(
      "bogus: 1\ndevices:\n  a: { type: tuya }\n  b: { type: tuya, device_id: [x] }\n  c: nothing\n"
      "  d: { type: tuya, device_id: bf1, local_key: short }\n");
  REQUIRE(known);
  REQUIRE(known->devices.size() == 1);
  CHECK(known->devices[0].topic == "d");
  CHECK(read("")->devices.empty());
  CHECK(read("devices: 1")->devices.empty());
  CHECK_FALSE(read("devices: [").has_value());
}
