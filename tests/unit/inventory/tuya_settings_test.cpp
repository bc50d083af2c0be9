#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "base/bytes.h"
#include "families/tuya/settings.h"
#include "read_inventory.h"

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;
using presad::test::load;
using presad::test::told;
using presad::test::tuya_device;

namespace {

/// An inventory of one device with `more` keys, each line indented by four.
std::string device(const std::string& more, const std::string& local_key = "0123456789abcdef") {
  return "devices:\n  presa1:\n    type: tuya\n    device_id: bff7e612edf4edb899uaiz\n    local_key: " + local_key +
         "\n" + more;
}

/// The first line of what is told about such a device.
std::string message(const std::string& more) {
  const std::string all = load(device(more)).findings.render();
  return all.substr(0, all.find('\n'));
}

}  // namespace

TEST_CASE("what is not written has its usual value") {
  const Loaded loaded = load(device(""));
  const TuyaSettings& settings = tuya_device(loaded);
  CHECK(settings.common.topic == "presa1");
  CHECK(settings.common.name == "presa1");
  CHECK(settings.address.empty());
  CHECK_FALSE(settings.version);
  CHECK(settings.profile == nullptr);
  CHECK(settings.command_interval == 50ms);
  CHECK(settings.offline_command_ttl == 30s);
  CHECK(settings.power_up_after == 10s);
  CHECK_FALSE(settings.refresh);
  CHECK(loaded.findings.warnings() == 0);
}

TEST_CASE("every key is read") {
  const Loaded loaded = load(device(R"(    name: "Presa #1"
    address: 10.0.0.129
    version: 3.4
    profile: strip
    mac: 84:e3:42:7a:1b:2c
    power_on: last
    never_restore_on: yes
    wake: updatedps
    wake_datapoints: [18, 19, 20]
    power_up_after: 15
    command_interval: 0
    offline_command_ttl: 2.5
    refresh: 30
    datapoints:
      - { id: 20, name: voltage, type: integer, scale: 1, unit: V, writable: false }
      - { id: 9 }
)"));
  const TuyaSettings& settings = tuya_device(loaded);
  CHECK(settings.common.name == "Presa #1");
  CHECK(settings.common.mac == "84E3427A1B2C");
  CHECK(settings.common.power_on == PowerOn::last);
  CHECK(settings.common.never_restore_on);
  CHECK(settings.device_id == "bff7e612edf4edb899uaiz");
  CHECK(as_text(settings.local_key.bytes()) == "0123456789abcdef");
  CHECK(settings.address == "10.0.0.129");
  CHECK(settings.version == Version::v3_4);
  CHECK(settings.profile == find_profile("strip"));
  CHECK(settings.wake == Wake::updatedps);
  CHECK(settings.wake_datapoints == std::vector<std::uint8_t>{18, 19, 20});
  CHECK(settings.power_up_after == 15s);
  CHECK(settings.command_interval == 0s);
  CHECK(settings.offline_command_ttl == 2500ms);
  CHECK(settings.refresh == 30s);
  REQUIRE(settings.datapoints.size() == 2);
  CHECK(settings.datapoints[0].id == 9);
  CHECK(settings.datapoints[1] == DatapointSettings{20, "voltage", DatapointType::integer, 1, "V", false});
}

TEST_CASE("keys with every sign that YAML means something by arrive as they were written") {
  for (const std::string_view key : {"'it''s#16:chars{};'", "\"a\\\"b\\\\c&d*e!f%g@h`\"", "'#123456789abcdef'",
                                     "'0123456789: abcd'",  "'{123456789abcde}'",         "'[1, 2, 3, 4, 5]]'",
                                     "'&123456789abcdef'",  "'*123456789abcdef'",         "'!secret 89abcdef'",
                                     "'%123456789abcdef'",  "'@123456789abcdef'",         "'`123456789abcdef'",
                                     "'|123456789abcdef'",  "'- 23456789abcdef'",         "0123456789012345",
                                     "true567890123456",    "0x23456789abcdef",           "1e23456789012345",
                                     "~123456789abcdef",    "a'b\"c#d:e&f*g!h%",          "+.,;:<>()=^_~/\\x",
                                     "'åäöåäöåä'"}) {
    CAPTURE(key);
    const Loaded loaded = load(device("", std::string(key)));
    CAPTURE(loaded.findings.render());
    CHECK(loaded.settings.has_value());
  }
}

TEST_CASE("a quoted key means the same as the plain one, and the same again as a secret") {
  const std::string written = R"(a'b"c#d:e&f*g!h%)";
  const Loaded plain = load(device("", written));
  const Loaded quoted = load(device("", R"("a'b\"c#d:e&f*g!h%")"));
  const Loaded secret = load(device("", "!secret presa1"), "presa1: 'a''b\"c#d:e&f*g!h%'\n");
  CHECK(as_text(tuya_device(plain).local_key.bytes()) == written);
  CHECK(tuya_device(plain) == tuya_device(quoted));
  CHECK(tuya_device(plain) == tuya_device(secret));
}

TEST_CASE("a key cut short by a comment is told by its length") {
  const std::string text = told(device("", "01234567 #9abcdef"));
  CHECK(text.find("presad.yaml:5:16: a local_key has 16 characters, this one has 8\n") != std::string::npos);
  CHECK(text.find("01234567") == std::string::npos);
}

TEST_CASE("a key of sixteen letters that are more bytes is too long, in bytes") {
  CHECK(told(device("", "0123456789abcdeé")).find("a local_key has 16 characters, this one has 17 bytes") !=
        std::string::npos);
}

TEST_CASE("device_id and local_key that were swapped are asked about, and not shown") {
  const std::string text =
      told("devices:\n  a:\n    type: tuya\n    device_id: 0123456789abcdef\n    local_key: bff7e612edf4edb899uaiz\n");
  CHECK(text.find("were the two swapped?") != std::string::npos);
  CHECK(text.find("0123456789abcdef") == std::string::npos);
}

TEST_CASE("a device_id of an unusual length is a warning, one with other signs an error") {
  const auto id = [](const std::string& text) {
    return load("devices:\n  a:\n    type: tuya\n    device_id: " + text + "\n    local_key: 0123456789abcdef\n")
        .findings;
  };
  CHECK(id("12345678901234567890").render().empty());
  CHECK(id("1234567890123456789012").render().empty());
  CHECK(id("123").errors() == 0);
  CHECK(id("123").warnings() == 1);
  CHECK(id(std::string(64, 'a')).errors() == 0);
  CHECK(id(std::string(65, 'a')).errors() == 1);
  CHECK(id("abc-def").errors() == 1);
}

TEST_CASE("wrong values are told in their own words") {
  CHECK(message("    address: 8.8.8.8\n") == "presad.yaml:6:14: \"8.8.8.8\" is not an address of the local network");
  CHECK(message("    address: plug.lan\n") == "presad.yaml:6:14: \"plug.lan\" is not a numeric address");
  CHECK(message("    address: 0.0.0.0\n") == "presad.yaml:6:14: \"0.0.0.0\" is not the address of one device");
  CHECK(message("    mac: 12:34\n") == "presad.yaml:6:10: \"12:34\" is not a MAC address");
  CHECK(message("    profile: plgu\n") == "presad.yaml:6:14: \"plgu\" is not a profile");
  CHECK(message("    wake: yes\n") == "presad.yaml:6:11: \"yes\" is not a way to wake a device");
  CHECK(message("    power_on: lst\n") == "presad.yaml:6:15: \"lst\" is not a power_on");
  CHECK(message("    refresh: 5\n") == "presad.yaml:6:14: \"5\" is too often");
  CHECK(message("    command_interval: -1\n") == "presad.yaml:6:23: \"-1\" is out of range");
  CHECK(message("    wake_datapoints: [1, 2, 3, 4]\n") ==
        "presad.yaml:6:22: \"wake_datapoints\" must be a list of at most 3 numbers: [1, 2]");
  CHECK(message("    wake_datapoints: [256]\n") ==
        "presad.yaml:6:23: not a number that may stand in \"wake_datapoints\"");
  CHECK(message("    datapoints: [{id: 300}]\n") == "presad.yaml:6:23: \"300\" is out of range");
  CHECK(told(device("    datapoints: [{id: 3}, {id: 3}]\n")).find("presad.yaml:6:32: datapoint 3 is given twice") !=
        std::string::npos);
  CHECK(message("    datapoints: [{name: x}]\n") == "presad.yaml:6:18: a datapoint needs \"id\"");
  CHECK(message("    cid: abc\n") == "presad.yaml:6:10: \"cid\" needs \"gateway\"");
}

TEST_CASE("keys that this version acts on bring no warning") {
  for (const char* key :
       {"wake: none", "wake_datapoints: [18]", "power_up_after: 20", "refresh: 30", "power_on: \"off\"",
        "never_restore_on: true", "datapoints: [{id: 17, unit: Wh}]", "datapoints: [{id: 1}]"}) {
    CAPTURE(key);
    CHECK(load(device("    " + std::string(key) + "\n")).findings.warnings() == 0);
  }
}

TEST_CASE("a policy that may switch something on in an empty house is pointed at, until somebody says what is meant") {
  for (const std::string power_on : {"\"on\"", "last"}) {
    CAPTURE(power_on);
    const Loaded loaded = load(device("    power_on: " + power_on + "\n"));
    CHECK(loaded.settings.has_value());
    CHECK(loaded.findings.render().find("switched on in an empty house") != std::string::npos);
    for (const char* said : {"true", "false"}) {
      CHECK(load(device("    power_on: " + power_on + "\n    never_restore_on: " + said + "\n")).findings.warnings() ==
            0);
    }
  }
}

TEST_CASE("a sub-device names its gateway and its cid, and nothing that is the gateway's") {
  const std::string gateway = device("");
  const Loaded loaded = load(gateway + "  sub: { type: tuya, gateway: presa1, cid: a4c13845a6b2e91f }\n");
  const TuyaSettings& sub = tuya_device(loaded, 1);
  CHECK(sub.gateway == "presa1");
  CHECK(sub.cid == "a4c13845a6b2e91f");
  CHECK(sub.device_id.empty());

  const std::string text = told(gateway + "  sub: { type: tuya, gateway: presa1, local_key: 0123456789abcdef }\n");
  CHECK(text.find("a tuya device needs \"cid\"") != std::string::npos);
  CHECK(text.find("\"local_key\" belongs to the gateway and not to its sub-device") != std::string::npos);
}

TEST_CASE("a sub-device is known by its cid, with its gateway's topic where that is too short for the world") {
  const auto known_as = [](const std::string& cid) {
    const Loaded loaded = load(device("") + "  sub: { type: tuya, gateway: presa1, cid: " + cid + " }\n");
    CHECK(loaded.findings.render().empty());
    return identity(tuya_device(loaded, 1));
  };
  CHECK(known_as("a4c13845a6b2e91f") == "a4c13845a6b2e91f");
  CHECK(known_as("x001") == "presa1/x001");
  const Loaded loaded = load(device(""));
  CHECK(identity(tuya_device(loaded, 0)) == tuya_device(loaded, 0).device_id);
}

TEST_CASE("settings are equal when every key is, and not when one differs") {
  const Loaded one = load(device("    version: 3.3\n"));
  const Loaded same = load("# moved\n" + device("    version: \"3.3\"\n"));
  const Loaded other = load(device("    version: 3.4\n"));
  CHECK(one.settings->devices[0]->same_as(*same.settings->devices[0]));
  CHECK_FALSE(one.settings->devices[0]->same_as(*other.settings->devices[0]));
}
