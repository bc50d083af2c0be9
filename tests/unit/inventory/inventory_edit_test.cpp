// Found devices in inventories as people write them: what changes, and that nothing else does.

#include "inventory/inventory_edit.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "inventory/settings.h"
#include "read_inventory.h"

using namespace presad;

namespace {

constexpr const char* key_a = "0123456789abcdef";
constexpr const char* key_b = "fedcba9876543210";

FoundDevice lamp(const std::string& key = key_a) {
  FoundDevice device;
  device.name = "A lamp";
  device.device_id = "bff7e612edf4edb899uaiz";
  device.local_key = SecretText(key);
  return device;
}

FoundDevice other() {
  FoundDevice device = lamp(key_b);
  device.name = "Other";
  device.device_id = "bf9d04c7e1a2b36688zxcv";
  return device;
}

InventoryEdit edit(const InventoryTexts& before, const std::vector<FoundDevice>& found) {
  return edit_inventory({"presad.yaml", "secrets.yaml"}, before, found, presad::test::test_families);
}

/// The edit of a good inventory; running it again changes nothing.
InventoryEdit edited(const InventoryTexts& before, const std::vector<FoundDevice>& found) {
  InventoryEdit result = edit(before, found);
  CHECK_MESSAGE(!result.findings.has_errors(), result.findings.render());
  CHECK(edit(result.texts, found).texts == result.texts);
  return result;
}

const InventoryTexts one = {
    "devices:\n  lamp:            # in the hall\n    type: tuya\n    device_id: bff7e612edf4edb899uaiz\n"
    "    local_key: !secret lamp\n    address: \"10.0.0.5\"   # fixed\n    name: 'Hall'\n",
    "# keys\nlamp: \"0123456789abcdef\"   # of the lamp\n"};

}  // namespace

TEST_CASE("an inventory is begun: keys are secrets, topics come from the names") {
  FoundDevice second = other();
  second.address = "10.0.0.7";
  second.version = "3.4";
  second.mac = "84:E3:42:7A:1B:2C";
  const InventoryEdit result = edited({}, {lamp(), second});
  CHECK(result.texts.inventory ==
        "devices:\n  a_lamp:\n    type: tuya\n    name: 'A lamp'\n    device_id: bff7e612edf4edb899uaiz\n"
        "    local_key: !secret a_lamp\n  other:\n    type: tuya\n    name: Other\n    device_id: "
        "bf9d04c7e1a2b36688zxcv\n"
        "    local_key: !secret other\n    address: 10.0.0.7\n    version: 3.4\n    mac: 84:E3:42:7A:1B:2C\n");
  CHECK(result.texts.secrets == "a_lamp: '0123456789abcdef'\nother: 'fedcba9876543210'\n");
  REQUIRE(result.devices.size() == 2);
  CHECK(result.devices[0].change == DeviceChange::added);
  CHECK(result.devices[0].topic == "a_lamp");
}

TEST_CASE("a changed key changes one value of the secrets and nothing else") {
  const InventoryEdit result = edited(one, {lamp(key_b)});
  CHECK(result.texts.inventory == one.inventory);
  CHECK(result.texts.secrets == "# keys\nlamp: \"fedcba9876543210\"   # of the lamp\n");
  CHECK(result.devices[0].change == DeviceChange::changed);
  CHECK(result.devices[0].keys == std::vector<std::string>{"local_key"});
}

TEST_CASE("what is the same is unchanged; name and what is not written are the owner's") {
  FoundDevice device = lamp();
  device.version = "3.3";
  device.mac = "84E3427A1B2C";
  const InventoryEdit result = edited(one, {device});
  CHECK(result.texts == one);
  CHECK(result.devices[0].change == DeviceChange::unchanged);
  CHECK(result.devices[0].topic == "lamp");
}

namespace {

/// As presa scan --add writes a device of which nothing but id and version was heard.
const InventoryTexts scanned = {
    "devices:\n  device_99uaiz:\n    type: tuya\n    device_id: bff7e612edf4edb899uaiz\n    local_key: unknown\n"
    "    version: 3.3\n  hall:\n    type: tuya\n    device_id: bf9d04c7e1a2b36688zxcv\n    local_key: unknown\n",
    ""};

/// The same with `after` in place of the first `before`.
InventoryTexts with(const std::string& before, const std::string& after) {
  InventoryTexts texts = scanned;
  texts.inventory.replace(texts.inventory.find(before), before.size(), after);
  return texts;
}

}  // namespace

TEST_CASE(
    "a device that the network told of gets topic, name and mac with its key; one that a person named keeps them") {
  FoundDevice device = lamp();
  device.mac = "84:E3:42:7A:1B:2C";
  const InventoryEdit result = edited(scanned, {device, other()});
  CHECK(result.texts.inventory ==
        "devices:\n  a_lamp:\n    type: tuya\n    device_id: bff7e612edf4edb899uaiz\n    local_key: !secret a_lamp\n"
        "    version: 3.3\n    name: 'A lamp'\n    mac: 84:E3:42:7A:1B:2C\n"
        "  hall:\n    type: tuya\n    device_id: bf9d04c7e1a2b36688zxcv\n    local_key: !secret hall\n");
  CHECK(result.texts.secrets == "a_lamp: '0123456789abcdef'\nhall: 'fedcba9876543210'\n");
  CHECK(result.devices[0].topic == "a_lamp");
  CHECK(result.devices[0].former_topic == "device_99uaiz");
  CHECK(result.devices[0].keys == std::vector<std::string>{"topic", "name", "mac", "local_key"});
  CHECK(result.devices[0].first_key);
  CHECK(result.devices[1].topic == "hall");
  CHECK(result.devices[1].keys == std::vector<std::string>{"local_key"});
}

TEST_CASE("a topic made of the id stays when there is no name, a key was there, or somebody lives by it") {
  const std::string own = "device_99uaiz";
  const auto topic_after = [](const InventoryTexts& before, const FoundDevice& device) {
    return edited(before, {device}).devices[0].topic;
  };
  FoundDevice nameless = lamp();
  nameless.name.clear();
  CHECK(topic_after(scanned, nameless) == own);
  CHECK(topic_after(with("version: 3.3", "name: Mine"), lamp()) == own);
  CHECK(topic_after(with("unknown", key_b), lamp()) == own);
  CHECK(topic_after(with(own, "'" + own + "'"), lamp()) == own);
  InventoryTexts gateway = scanned;
  gateway.inventory += "  child: { type: tuya, gateway: device_99uaiz, cid: a4c13845a6b2e91f }\n";
  CHECK(topic_after(gateway, lamp()) == own);
}

TEST_CASE("a new topic that somebody has gets a number, and sub-devices name a gateway by its new one") {
  const InventoryTexts found = with("  hall:", "  a_lamp:");
  FoundDevice child;
  child.name = "Washer";
  child.gateway = lamp().device_id;
  child.cid = "a4c13845a6b2e91f";
  const InventoryEdit result = edited(found, {child, lamp()});
  CHECK(result.devices[1].topic == "a_lamp_2");
  CHECK(result.texts.inventory.find("    gateway: a_lamp_2\n") != std::string::npos);
}

TEST_CASE("an address that is written follows, and keeps its quotes") {
  FoundDevice device = lamp();
  device.address = "10.0.0.6";
  const InventoryEdit result = edited(one, {device});
  CHECK(result.texts.inventory.find("    address: \"10.0.0.6\"   # fixed\n") != std::string::npos);
  CHECK(result.devices[0].keys == std::vector<std::string>{"address"});
}

TEST_CASE("a key that stands in the inventory itself moves to the secrets when it changes, and not before") {
  const InventoryTexts in_place = {
      "devices:\n  lamp: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: 0123456789abcdef, name: x }\n",
      ""};
  CHECK(edited(in_place, {lamp()}).texts == in_place);
  const InventoryEdit result = edited(in_place, {lamp(key_b)});
  CHECK(result.texts.inventory ==
        "devices:\n  lamp: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: !secret lamp, name: x }\n");
  CHECK(result.texts.secrets == "lamp: 'fedcba9876543210'\n");
}

TEST_CASE("a secret that others use too is left to them") {
  const InventoryTexts shared = {
      "devices:\n  a: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: !secret both }\n"
      "  b: { type: tuya, device_id: bf9d04c7e1a2b36688zxcv, local_key: !secret both }\n",
      "both: 0123456789abcdef\na: unused\n"};
  const InventoryEdit result = edited(shared, {lamp(key_b)});
  CHECK(result.texts.inventory.find("local_key: !secret a_2 }") != std::string::npos);
  CHECK(result.texts.secrets == "both: 0123456789abcdef\na: unused\na_2: 'fedcba9876543210'\n");
}

TEST_CASE("a topic and a secret's name that somebody has get a number") {
  const InventoryTexts taken = {
      "devices:\n  a_lamp: { type: tuya, device_id: bf9d04c7e1a2b36688zxcv, local_key: !secret k }\n",
      "k: 0123456789abcdef\na_lamp_2: something\n"};
  const InventoryEdit result = edited(taken, {lamp()});
  CHECK(result.devices[0].topic == "a_lamp_2");
  CHECK(result.texts.inventory.find("local_key: !secret a_lamp_2_2\n") != std::string::npos);
}

TEST_CASE("what cannot be in an inventory is left out and named") {
  FoundDevice keyless = lamp("");
  FoundDevice short_key = lamp("short");
  FoundDevice nobody = lamp();
  nobody.device_id = "not an id";
  FoundDevice lost = lamp();
  lost.gateway = "bf00000000000000000000";
  lost.cid = "a4c13845a6b2e91f";
  FoundDevice no_cid = lost;
  no_cid.cid.clear();
  const InventoryEdit result =
      edited(one, {keyless, short_key, nobody, lost, no_cid, lamp(std::string(15, 'a') + "\n")});
  CHECK(result.texts == one);
  const std::vector<std::string> whys = {"no local key",      "5 bytes and not 16",
                                         "device_id is none", "its gateway bf00000000000000000000",
                                         "without a cid",     "control character"};
  for (std::size_t i = 0; i < whys.size(); ++i) {
    CHECK(result.devices[i].change == DeviceChange::left_out);
    CHECK_MESSAGE(result.devices[i].why.find(whys[i]) != std::string::npos, result.devices[i].why);
  }
}

TEST_CASE("what the inventory would refuse of a good device is left out of it") {
  FoundDevice device = lamp();
  device.name = std::string("two\nlines ") + std::string(80, 'x');
  device.address = "93.184.216.34";
  device.version = "9.9";
  device.mac = "N/A";
  const InventoryEdit result = edited({}, {device});
  CHECK(result.texts.inventory.find("address") == std::string::npos);
  CHECK(result.texts.inventory.find("version") == std::string::npos);
  CHECK(result.texts.inventory.find("mac") == std::string::npos);
  CHECK(result.texts.inventory.find("name: 'two lines xxx") != std::string::npos);
}

TEST_CASE("a sub-device names its gateway's topic, in whatever order they were found") {
  FoundDevice child;
  child.name = "Washer";
  child.gateway = other().device_id;
  child.cid = "a4c13845a6b2e91f";
  child.local_key = SecretText("whatever");
  const InventoryEdit result = edited({}, {child, other()});
  CHECK(result.devices[0].change == DeviceChange::added);
  CHECK(result.texts.inventory.find("  washer:\n    type: tuya\n    name: Washer\n    gateway: other\n"
                                    "    cid: a4c13845a6b2e91f\n") != std::string::npos);
  CHECK(result.texts.secrets == "other: 'fedcba9876543210'\n");
}

TEST_CASE("a device found twice is one; with two keys it is neither") {
  CHECK(edited({}, {lamp(), lamp()}).devices[1].change == DeviceChange::unchanged);
  const InventoryEdit result = edit({}, {lamp(), lamp(key_b)});
  CHECK(result.devices[1].change == DeviceChange::left_out);
  CHECK(result.devices[1].why.find("two different local keys") != std::string::npos);
  CHECK(result.texts.secrets == "a_lamp: '0123456789abcdef'\n");
}

TEST_CASE("a Tasmota device is known by its address, its password is a secret") {
  FoundDevice device;
  device.type = "tasmota";
  device.topic = "cantina";
  device.name = "Cantina";
  device.address = "10.0.0.114";
  device.username = "admin";
  device.password = SecretText("it's: #secret");
  const InventoryEdit result = edited({}, {device});
  CHECK(result.texts.inventory ==
        "devices:\n  cantina:\n    type: tasmota\n    name: Cantina\n    address: 10.0.0.114\n    username: admin\n"
        "    password: !secret cantina\n");
  CHECK(result.texts.secrets == "cantina: 'it''s: #secret'\n");
  device.password = SecretText("another");
  const InventoryEdit again = edited(result.texts, {device});
  CHECK(again.texts.inventory == result.texts.inventory);
  CHECK(again.texts.secrets == "cantina: 'another'\n");
}

TEST_CASE("a password that a device has by now is added to its entry, and nothing else moves") {
  FoundDevice device;
  device.type = "tasmota";
  device.address = "10.0.0.114";
  device.password = SecretText("s3cr3t: #1");
  const InventoryTexts before = {
      "devices:\n  cantina:   # below\n    type: tasmota\n    address: 10.0.0.114   # fixed\n  lamp:\n    type: "
      "tasmota\n"
      "    address: 10.0.0.115\n",
      ""};
  const InventoryEdit result = edited(before, {device});
  CHECK(result.devices[0].change == DeviceChange::changed);
  CHECK(result.devices[0].keys == std::vector<std::string>{"password"});
  CHECK(result.texts.inventory ==
        "devices:\n  cantina:   # below\n    type: tasmota\n    address: 10.0.0.114   # fixed\n"
        "    password: !secret cantina\n  lamp:\n    type: tasmota\n    address: 10.0.0.115\n");
  CHECK(result.texts.secrets == "cantina: 's3cr3t: #1'\n");
  const InventoryEdit flow = edited({"devices: { cantina: { type: tasmota, address: 10.0.0.114 } }\n", ""}, {device});
  CHECK(flow.texts.inventory.find("password: !secret cantina") != std::string::npos);
}

TEST_CASE("a wrong inventory is told and stays") {
  const InventoryTexts broken = {"devices:\n  x: { type: tuja }\n", ""};
  const InventoryEdit result = edit(broken, {lamp()});
  CHECK(result.findings.has_errors());
  CHECK(result.texts == broken);
  const InventoryTexts open = {"devices: { x: { type: tasmota, address: 10.0.0.1 }\n", ""};
  CHECK(edit(open, {lamp()}).texts == open);
}
