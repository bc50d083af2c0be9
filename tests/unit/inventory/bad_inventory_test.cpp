// What a person reads when the inventory is wrong, to the letter.

#include <doctest/doctest.h>

#include <string>

#include "read_inventory.h"

using presad::test::load;
using presad::test::told;

namespace {

constexpr const char* secrets = "presa1: 0123456789abcdef\npresa2: fedcba9876543210\n";

}  // namespace

TEST_CASE("a misspelt key and a wrong version are told together, with the nearest word and the choice") {
  CHECK(told(R"(devices:
  presa1:
    type: tuya
    device_id: bff7e612edf4edb899uaiz
    version: 3.6
    local_key: 0123456789abcdef
    locak_key: 0123456789abcdef
)") == R"(
presad.yaml:5:14: "3.6" is not a Tuya version
    5 |     version: 3.6
      |              ^~~  expected one of 3.1, 3.2, 3.3, 3.4, 3.5
presad.yaml:7:5: unknown key "locak_key" for a tuya device
    7 |     locak_key: ••••
      |     ^~~~~~~~~  did you mean "local_key"?
2 problems; nothing was started.
)");
}

TEST_CASE("a byte order mark is told and stops nothing") {
  const auto loaded = load("\xEF\xBB\xBFmqtt:\n  url: mqtt://localhost\ndevices:\n");
  CHECK(loaded.settings.has_value());
  CHECK(loaded.findings.render() ==
        "presad.yaml: warning: the file begins with a byte order mark, which is skipped; save it as UTF-8 without one\n"
        "1 warning.\n");
}

TEST_CASE("an inventory in UTF-16 is named as such") {
  CHECK(told({"\xFF\xFEm\0q\0", 6}) ==
        "\npresad.yaml: the file is UTF-16 and not UTF-8; save it as UTF-8 without a byte order mark\n"
        "1 problem; nothing was started.\n");
}

TEST_CASE("tabs are one finding with the cure") {
  CHECK(told("devices:\n\tpresa1:\n\t\ttype: tuya\n") == R"(
presad.yaml:2:1: a tab in the indentation (and 1 more lines)
    2 |  presa1:
      | ^  YAML is indented with spaces: replace each tab by two
1 problem; nothing was started.
)");
}

TEST_CASE("a doubled key is told with both places") {
  CHECK(told("mqtt:\n  url: mqtt://localhost\n  url: mqtt://elsewhere\n") == R"(
presad.yaml:3:3: "url" is given twice
    3 |   url: mqtt://elsewhere
      |   ^~~  first at presad.yaml:2:3
1 problem; nothing was started.
)");
}

TEST_CASE("a doubled topic is told with both places, and both devices are looked at") {
  CHECK(told(R"(devices:
  presa1: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: !secret presa1 }
  presa1: { type: tuya, device_id: bff7e612edf4edb899uai0, local_key: !secret presa2, version: 4 }
)",
             secrets) == R"(
presad.yaml:3:3: "presa1" is given twice
    3 |   presa1: { type: tuya, device_id: bff7e612edf4edb899uai0, local_key: !secret presa2, version: 4 }
      |   ^~~~~~  first at presad.yaml:2:3
presad.yaml:3:96: "4" is not a Tuya version
    3 |   presa1: { type: tuya, device_id: bff7e612edf4edb899uai0, local_key: !secret presa2, version: 4 }
      |                                                                                                ^  expected one of 3.1, 3.2, 3.3, 3.4, 3.5
2 problems; nothing was started.
)");
}

TEST_CASE("a key of the wrong length is told by its length alone, where it is written") {
  CHECK(told(R"(devices:
  presa1:
    type: tuya
    device_id: bff7e612edf4edb899uaiz
    local_key: 0123456789abcde
)") == R"(
presad.yaml:5:16: a local_key has 16 characters, this one has 15
    5 |     local_key: ••••
      |                ^~~~  in 'single quotes' if it holds # or other signs
1 problem; nothing was started.
)");
}

TEST_CASE("a key of the wrong length among the secrets is told there, with the device that uses it") {
  CHECK(told("devices:\n  presa1: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: !secret presa1 }\n",
             "presa1: 0123456789abcdef0\n") == R"(
secrets.yaml:1:9: a local_key has 16 characters, this one has 17
    1 | presa1: ••••
      |         ^~~~  in 'single quotes' if it holds # or other signs; used at presad.yaml:2:71
1 problem; nothing was started.
)");
}

TEST_CASE("two devices with one id are told with both places") {
  CHECK(told(R"(devices:
  presa1:
    type: tuya
    device_id: bff7e612edf4edb899uaiz
    local_key: !secret presa1
  presa2:
    type: tuya
    device_id: bff7e612edf4edb899uaiz
    local_key: !secret presa2
)",
             secrets) == R"(
presad.yaml:8:16: two devices have this device_id
    8 |     device_id: bff7e612edf4edb899uaiz
      |                ^~~~~~~~~~~~~~~~~~~~~~  also of presa1, at presad.yaml:4:16
1 problem; nothing was started.
)");
}

TEST_CASE("a device with bad keys hides nothing that is wrong with another") {
  const std::string text = told(R"(mqtt: { url: http://x }
devices:
  a+b: { type: tuya }
  presa2: { type: tuja }
  presa3: { name: x }
  presa4: nothing
  presa5: { type: tuya, device_id: "no good", local_key: short }
  presa6: { type: tasmota, address: 8.8.8.8 }
)");
  for (const char* expected :
       {"presad.yaml:1:14: the broker's URL must begin", "presad.yaml:3:3: a topic cannot hold the wildcards",
        "presad.yaml:3:3: a tuya device needs \"device_id\"", "presad.yaml:3:3: a tuya device needs \"local_key\"",
        "presad.yaml:4:19: \"tuja\" is not a type of device", "presad.yaml:5:3: a device needs \"type\"",
        "presad.yaml:6:11: a device must be a mapping", "presad.yaml:7:36: a device_id consists of",
        "presad.yaml:7:58: a local_key has 16 characters, this one has 5",
        "presad.yaml:8:37: \"8.8.8.8\" is not an address of the local network"}) {
    CAPTURE(expected);
    CHECK(text.find(expected) != std::string::npos);
  }
}

TEST_CASE("no finding of any kind lets a setting through") {
  CHECK_FALSE(load("devices:\n  a: {type: tuya}\n").settings.has_value());
  CHECK_FALSE(load("").settings.has_value());
  CHECK_FALSE(load("- a\n").settings.has_value());
  CHECK_FALSE(load("a: b: c\n").settings.has_value());
}

TEST_CASE("a text that is no YAML is one finding and not a flood") {
  CHECK(load("devices:\n  presa1: {\n", secrets).findings.errors() == 1);
  CHECK(load("devices:\n  presa1: {\n", secrets).findings.warnings() == 0);
}

TEST_CASE("an empty file is refused: after a power cut it would take every device away") {
  CHECK(told("\n") == R"(
presad.yaml: the inventory is empty; an inventory without devices still says: devices:
1 problem; nothing was started.
)");
}

TEST_CASE("a secret without a file of secrets is told where it is asked for") {
  CHECK(told("mqtt: { username: u, password: !secret mqtt }\n") == R"(
presad.yaml:1:32: there is no secrets.yaml
    1 | mqtt: { username: u, password: !secret mqtt }
      |                                ^~~~~~~~~~~~
1 problem; nothing was started.
)");
}
