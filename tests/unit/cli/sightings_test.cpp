#include "cli/sightings.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::cli;

namespace {

using Addresses = std::vector<std::string>;

tuya::Announcement from(const std::string& id) { return {id, "10.9.9.9", tuya::Version::v3_3, "key" + id}; }

Sightings house() { return Sightings({{"presa1", "Presa #1", "bf1", "10.0.0.1"}, {"presa2", "presa2", "bf2", ""}}); }

Verdict verdict_of(const Sightings& sightings, const std::string& id) {
  for (const ScannedDevice& device : sightings.devices(true)) {
    if (device.device_id == id) return device.verdict;
  }
  FAIL("not listed");
  return Verdict::fresh;
}

}  // namespace

TEST_CASE("a device of the inventory is known at its address, or anywhere when it has none") {
  Sightings sightings = house();
  sightings.on_announcement(from("bf1"), "10.0.0.1");
  sightings.on_announcement(from("bf2"), "10.0.0.77");
  const auto devices = sightings.devices(true);
  REQUIRE(devices.size() == 2);
  CHECK(devices[0] ==
        ScannedDevice{
            Verdict::known, "presa1", "Presa #1", "bf1", {"10.0.0.1"}, "10.0.0.1", tuya::Version::v3_3, "keybf1"});
  CHECK(devices[1].verdict == Verdict::known);
  CHECK(devices[1].addresses == Addresses{"10.0.0.77"});  // the sender's, not the one that was stated
}

TEST_CASE("a device at another address than the inventory's has moved, also in the middle of the scan") {
  Sightings sightings = house();
  sightings.on_announcement(from("bf1"), "10.0.0.1");
  sightings.on_announcement(from("bf1"), "10.0.0.2");
  const auto devices = sightings.devices(false);
  REQUIRE(devices.size() == 1);
  CHECK(devices[0].verdict == Verdict::moved);
  CHECK(devices[0].addresses == Addresses{"10.0.0.2"});
  CHECK(devices[0].listed_address == "10.0.0.1");
}

TEST_CASE("one id by turns from two addresses is a duplicate, in the inventory or not") {
  Sightings sightings = house();
  for (const char* id : {"bf1", "bf9"}) {
    for (const char* sender : {"10.0.0.1", "10.0.0.2", "10.0.0.1"}) sightings.on_announcement(from(id), sender);
    CHECK(verdict_of(sightings, id) == Verdict::duplicate);
  }
  CHECK(sightings.devices(true)[0].addresses == Addresses{"10.0.0.1", "10.0.0.2"});
}

TEST_CASE("who was not heard is missing once all had their time, and not before") {
  Sightings sightings = house();
  sightings.on_announcement(from("bf2"), "10.0.0.77");
  CHECK(sightings.devices(false).size() == 1);
  const auto devices = sightings.devices(true);
  REQUIRE(devices.size() == 2);
  CHECK(devices[0].verdict == Verdict::missing);
  CHECK(devices[0].device_id == "bf1");
  CHECK(devices[0].addresses.empty());
  CHECK_FALSE(devices[0].version);
}

TEST_CASE("what is in no inventory is new, behind the known ones and in the order in which it was heard") {
  Sightings sightings = house();
  sightings.on_announcement(from("bf8"), "10.0.0.8");
  sightings.on_open_port("10.0.0.70");
  sightings.on_announcement(from("bf7"), "10.0.0.7");
  sightings.on_announcement(from("bf1"), "10.0.0.1");
  const auto devices = sightings.devices(false);
  REQUIRE(devices.size() == 4);
  CHECK(devices[0].topic == "presa1");
  CHECK(devices[1].device_id == "bf8");
  CHECK(devices[2].device_id == "bf7");
  CHECK(devices[3].device_id.empty());
  CHECK(devices[3].addresses == Addresses{"10.0.0.70"});
  CHECK(devices[3].verdict == Verdict::fresh);
}

TEST_CASE("an address that was heard or is in the inventory is not knocked at, nor listed twice") {
  Sightings sightings = house();
  sightings.on_announcement(from("bf8"), "10.0.0.8");
  CHECK(sightings.is_accounted_for("10.0.0.1"));
  CHECK(sightings.is_accounted_for("10.0.0.8"));
  CHECK_FALSE(sightings.is_accounted_for("10.0.0.9"));
  sightings.on_open_port("10.0.0.8");
  sightings.on_open_port("10.0.0.9");
  sightings.on_open_port("10.0.0.9");
  CHECK(sightings.heard() == 2);
}

TEST_CASE("made-up devices and addresses are bounded, and those beyond are counted") {
  Sightings sightings = house();
  constexpr std::size_t more = 10;
  for (std::size_t i = 0; i < Sightings::most_strangers + more; ++i) {
    sightings.on_announcement(from("made-up" + std::to_string(i)), "10.0.0.66");
    sightings.on_announcement(from("made-up0"), "10.0.1." + std::to_string(i));
  }
  CHECK(sightings.heard() == Sightings::most_strangers);
  CHECK(sightings.left_out() == more);
  sightings.on_announcement(from("made-up0"), "10.0.0.66");
  CHECK(sightings.devices(false)[0].addresses.size() == Sightings::most_addresses_of_one_id);

  sightings.on_announcement(from("bf1"), "10.0.0.1");
  CHECK(verdict_of(sightings, "bf1") == Verdict::known);  // however many were made up before
}
