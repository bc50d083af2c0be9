#include "families/device_settings.h"

#include <doctest/doctest.h>

#include <string>

#include "config/reader.h"

using namespace presad;

namespace {

struct ReadAlone {
  config::Diagnostics diagnostics;
  config::Document document;
  DeviceSettings settings;

  explicit ReadAlone(std::string_view text) : document(config::Document::parse("f", text, diagnostics)) {
    config::Reader reader(document.root(), document.whole(), "a device", diagnostics);
    settings = read_device_settings(reader, "presa1");
    reader.no_more_keys();
  }
};

}  // namespace

TEST_CASE("without a name a device is called after its topic") {
  CHECK(ReadAlone("type: tuya\n").settings.name == "presa1");
  CHECK(ReadAlone("name: \"Presa #1\"\n").settings.name == "Presa #1");
  CHECK(ReadAlone("name: ON\n").settings.name == "ON");
}

TEST_CASE("a MAC address is taken with colons, dashes or neither") {
  for (const char* mac : {"84:e3:42:7a:1b:2c", "84-E3-42-7A-1B-2C", "84e3427A1b2c"}) {
    CAPTURE(mac);
    CHECK(ReadAlone("mac: " + std::string(mac) + "\n").settings.mac == "84E3427A1B2C");
  }
  for (const char* mac : {"84:e3:42:7a:1b", "84:e3:42:7a:1b:2g", "84:e3:42:7a:1b:2c:00", "none"}) {
    CAPTURE(mac);
    CHECK(ReadAlone("mac: " + std::string(mac) + "\n").diagnostics.errors() == 1);
  }
}

TEST_CASE("power_on has four words") {
  CHECK(ReadAlone("power_on: device\n").settings.power_on == PowerOn::device);
  CHECK(ReadAlone("power_on: last\n").settings.power_on == PowerOn::last);
  CHECK(ReadAlone("power_on: on\n").settings.power_on == PowerOn::on);
  CHECK(ReadAlone("power_on: off\n").settings.power_on == PowerOn::off);
  CHECK(ReadAlone("power_on: true\n").diagnostics.errors() == 1);
}
