#include "families/tuya/hardware_id.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;

namespace {

TuyaSettings settings(const std::string& device_id, const std::string& mac = {}) {
  TuyaSettings settings;
  settings.device_id = device_id;
  settings.common.mac = mac;
  return settings;
}

}  // namespace

TEST_CASE("a derived id is the same every time, another for each device, and no vendor's MAC") {
  const std::string id = hardware_id(settings("bff7e612edf4edb899uaiz"), {});
  CHECK(id.size() == 12);
  CHECK(id == hardware_id(settings("bff7e612edf4edb899uaiz"), {}));
  CHECK(id != hardware_id(settings("bff7e612edf4edb899uaix"), {}));
  const int first = std::stoi(id.substr(0, 2), nullptr, 16);
  CHECK((first & 0x02) != 0);
  CHECK((first & 0x01) == 0);
}

TEST_CASE("the inventory's MAC goes ahead of what was remembered") {
  const Facts facts{{"device_id", "a"}, {"hardware_id", "02AAAAAAAAAA"}};
  CHECK(hardware_id(settings("a", "84E3427A1B2C"), facts) == "84E3427A1B2C");
}

TEST_CASE("an id once used stays, also when the MAC goes from the inventory") {
  const Facts facts{{"device_id", "a"}, {"hardware_id", "84E3427A1B2C"}};
  CHECK(hardware_id(settings("a"), facts) == "84E3427A1B2C");
}

TEST_CASE("another device at the same topic does not inherit the id") {
  const Facts facts{{"device_id", "a"}, {"hardware_id", "84E3427A1B2C"}};
  CHECK(hardware_id(settings("b"), facts) == hardware_id(settings("b"), {}));
}

TEST_CASE("what is no id is not believed") {
  for (const char* const text : {"", "84e3427a1b2c", "84E3427A1B", "84E3427A1B2C0", "84E3427A1B/#"}) {
    CAPTURE(text);
    CHECK(hardware_id(settings("a"), {{"device_id", "a"}, {"hardware_id", text}}) == hardware_id(settings("a"), {}));
  }
}
