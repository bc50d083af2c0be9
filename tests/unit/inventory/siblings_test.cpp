#include "families/tuya/siblings.h"

#include <doctest/doctest.h>

#include <string>

#include "read_inventory.h"

using presad::test::load;
using presad::test::told;

namespace {

constexpr const char* gateway =
    "devices:\n  gw: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: 0123456789abcdef }\n";

}  // namespace

TEST_CASE("sub-devices of one gateway differ in their cid") {
  CHECK(load(std::string(gateway) +
             "  a: { type: tuya, gateway: gw, cid: x1 }\n  b: { type: tuya, gateway: gw, cid: x2 }\n")
            .settings.has_value());
  CHECK(told(std::string(gateway) +
             "  a: { type: tuya, gateway: gw, cid: x1 }\n  b: { type: tuya, gateway: gw, cid: x1 }\n")
            .find("presad.yaml:4:38: two sub-devices of one gateway have this cid\n"
                  "    4 |   b: { type: tuya, gateway: gw, cid: x1 }\n"
                  "      |                                      ^~  also of a, at presad.yaml:3:38\n") !=
        std::string::npos);
}

TEST_CASE("a sub-device may carry its gateway's device_id") {
  CHECK(load(std::string(gateway) + "  a: { type: tuya, gateway: gw, cid: x1, device_id: bff7e612edf4edb899uaiz }\n")
            .settings.has_value());
}

TEST_CASE("a gateway that does not exist is told with the nearest topic") {
  const std::string text = told(std::string(gateway) + "  gw2: { type: tuya, gateway: gwy, cid: x1 }\n");
  CHECK(text.find("there is no tuya device \"gwy\"") != std::string::npos);
  CHECK(text.find("did you mean \"gw\"?") != std::string::npos);
}

TEST_CASE("a sub-device is no gateway") {
  CHECK(told(std::string(gateway) +
             "  a: { type: tuya, gateway: gw, cid: x1 }\n  b: { type: tuya, gateway: a, cid: x2 }\n")
            .find("\"a\" is a sub-device itself") != std::string::npos);
}

TEST_CASE("a device of another type is no gateway") {
  CHECK(told("devices:\n  t: { type: tasmota, address: 10.0.0.1 }\n  b: { type: tuya, gateway: t, cid: x2 }\n")
            .find("there is no tuya device \"t\"") != std::string::npos);
}

TEST_CASE("two devices with one id are found even when both are wrong in other ways") {
  CHECK(told("devices:\n  a: { type: tuya, device_id: abc, local_key: x }\n  b: { type: tuya, device_id: abc }\n")
            .find("two devices have this device_id") != std::string::npos);
}

TEST_CASE("three devices with one id are two findings that both name the first") {
  const std::string text = told(
      "devices:\n"
      "  a: { type: tuya, device_id: abc, local_key: 0123456789abcdef }\n"
      "  b: { type: tuya, device_id: abc, local_key: 0123456789abcdef }\n"
      "  c: { type: tuya, device_id: abc, local_key: 0123456789abcdef }\n");
  CHECK(text.find("presad.yaml:3:31: two devices") != std::string::npos);
  CHECK(text.find("presad.yaml:4:31: two devices") != std::string::npos);
  CHECK(text.find("also of b") == std::string::npos);
}
