#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "config/reader.h"
#include "families/tasmota_http/settings.h"
#include "read_inventory.h"

using namespace presad;
using presad::test::load;
using presad::test::told;

namespace {

struct ReadAlone {
  config::Diagnostics diagnostics;
  config::Document document;
  tasmota_http::TasmotaHttpSettings settings;

  explicit ReadAlone(std::string_view text) : document(config::Document::parse("f", text, diagnostics)) {
    config::Reader reader(document.root(), document.whole(), "a tasmota device", diagnostics);
    settings = tasmota_http::read_settings(reader, "cantina");
  }
};

}  // namespace

TEST_CASE("every key of a Tasmota device is read") {
  const ReadAlone read(
      "type: tasmota\naddress: 10.0.0.114\nusername: me\npassword: 'hunter#2'\nrelay: always\nmac: 84-E3-42-7A-1B-2C\n"
      "name: Cantina\n");
  CHECK_FALSE(read.diagnostics.has_errors());
  CHECK(read.settings.common.topic == "cantina");
  CHECK(read.settings.common.name == "Cantina");
  CHECK(read.settings.common.mac == "84E3427A1B2C");
  CHECK(read.settings.address == "10.0.0.114");
  CHECK(read.settings.username == "me");
  CHECK(read.settings.password.reveal() == "hunter#2");
  CHECK(read.settings.relay == tasmota_http::Relay::always);
}

TEST_CASE("the user is admin and the password empty unless written") {
  const ReadAlone read("type: tasmota\naddress: 10.0.0.114\n");
  CHECK(read.settings.username == "admin");
  CHECK(read.settings.password.empty());
  CHECK(read.settings.relay == tasmota_http::Relay::automatic);
}

TEST_CASE("a Tasmota device is a device of the house, with nothing to warn of") {
  const Loaded loaded = load("devices:\n  cantina: { type: tasmota, address: 10.0.0.114, hold: 90 }\n");
  REQUIRE(loaded.settings.has_value());
  REQUIRE(loaded.settings->devices.size() == 1);
  CHECK(loaded.settings->left_alone.empty());
  CHECK_FALSE(loaded.findings.has_errors());
}

TEST_CASE("with relay: never it is left to answer for itself") {
  const Loaded loaded = load("devices:\n  cantina: { type: tasmota, address: 10.0.0.114, relay: never }\n");
  REQUIRE(loaded.settings.has_value());
  CHECK(loaded.settings->devices.empty());
  CHECK(loaded.settings->left_alone == std::vector<std::string>{"cantina"});
}

TEST_CASE("a Tasmota device needs a local address, and knows no Tuya keys") {
  const std::string text = told("devices:\n  cantina: { type: tasmota, local_key: x }\n");
  CHECK(text.find("a tasmota device needs \"address\"") != std::string::npos);
  CHECK(text.find("unknown key \"local_key\" for a tasmota device") != std::string::npos);
  CHECK(told("devices:\n  c: { type: tasmota, address: 1.1.1.1 }\n").find("presad speaks to no other") !=
        std::string::npos);
}
