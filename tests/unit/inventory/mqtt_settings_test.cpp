// The section mqtt: of the inventory.

#include <doctest/doctest.h>

#include <string>

#include "read_inventory.h"

using presad::Loaded;
using presad::test::load;
using presad::test::told;

namespace {

/// The first line of what is told about a section mqtt.
std::string message(const std::string& keys) {
  const std::string all = load("mqtt: " + keys + "\n").findings.render();
  return all.substr(0, all.find('\n'));
}

}  // namespace

TEST_CASE("without a section mqtt the broker is on this machine") {
  const Loaded loaded = load("devices:\n");
  CHECK(loaded.settings->broker.host == "localhost");
  CHECK(loaded.settings->broker.port == 1883);
  CHECK_FALSE(loaded.settings->broker.tls);
  CHECK(loaded.settings->full_topic == "%prefix%/%topic%/");
  CHECK(loaded.settings->group_topic == "tasmotas");
  CHECK(loaded.settings->tele_period == 300);
}

TEST_CASE("every key of mqtt is read") {
  const Loaded loaded = load(R"(mqtt:
  url: mqtt://[fd00::2]:1884
  username: presad
  password: !secret mqtt
  full_topic: "casa/%topic%/%prefix%"
  group_topic: tutte
  tele_period: 10
)",
                             "mqtt: 'hunter: #2'\n");
  REQUIRE(loaded.settings.has_value());
  CHECK(loaded.settings->broker.host == "fd00::2");
  CHECK(loaded.settings->broker.port == 1884);
  CHECK(loaded.settings->broker.username == "presad");
  CHECK(loaded.settings->broker.password.reveal() == "hunter: #2");
  CHECK(loaded.settings->full_topic == "casa/%topic%/%prefix%/");
  CHECK(loaded.settings->group_topic == "tutte");
  CHECK(loaded.settings->tele_period == 10);
}

TEST_CASE("tele_period is 0, or 10 to 3600 seconds") {
  CHECK(load("mqtt: {tele_period: 0}\n").settings->tele_period == 0);
  CHECK(load("mqtt: {tele_period: 3600}\n").settings->tele_period == 3600);
  CHECK(message("{tele_period: 9}") == "presad.yaml:1:21: \"9\" is too often");
  CHECK(message("{tele_period: 3601}") == "presad.yaml:1:21: \"3601\" is out of range");
  CHECK(message("{tele_period: -10}") == "presad.yaml:1:21: \"-10\" is out of range");
}

TEST_CASE("a password in the URL is refused and not shown") {
  const std::string text = told("mqtt:\n  url: mqtt://me:hunter2@broker\n");
  CHECK(text.find("presad.yaml:2:8: username and password have keys of their own") != std::string::npos);
  CHECK(text.find("hunter2") == std::string::npos);
}

TEST_CASE("certificates must be there to be read, and stand beside the inventory unless the path says more") {
  CHECK(message("{url: mqtts://b, ca_file: nowhere.crt}") ==
        "presad.yaml:1:33: cannot read \"nowhere.crt\" in .: No such file or directory");
  CHECK(message("{url: mqtts://b, ca_file: /nowhere.crt}") ==
        "presad.yaml:1:33: cannot read \"/nowhere.crt\": No such file or directory");
  CHECK(
      load("mqtt: {url: mqtts://b, ca_file: !secret m}\n", "m: abc\n").findings.render().find("cannot read \"••••\"") !=
      std::string::npos);
  CHECK(message("{url: mqtts://b, ca_file: /}") == "presad.yaml:1:33: cannot read \"/\": Is a directory");
  const Loaded loaded = load("mqtt: {url: mqtts://b, ca_file: " PRESAD_SOURCE_DIR "/LICENSE}\n");
  CHECK(loaded.settings->broker.ca_file == PRESAD_SOURCE_DIR "/LICENSE");
}

TEST_CASE("a certificate and its key come together") {
  const std::string file = PRESAD_SOURCE_DIR "/LICENSE";
  CHECK(message("{url: mqtts://b, cert_file: " + file + "}") == "presad.yaml:1:35: \"cert_file\" needs \"key_file\"");
  CHECK(message("{url: mqtts://b, key_file: " + file + "}") == "presad.yaml:1:34: \"key_file\" needs \"cert_file\"");
}

TEST_CASE("certificates without TLS are told to be unused") {
  CHECK(message("{url: mqtt://b, ca_file: x.crt}") ==
        "presad.yaml:1:32: warning: \"ca_file\" is used with mqtts:// only");
}

TEST_CASE("a password needs a user name") {
  CHECK(message("{password: hunter2}") == "presad.yaml:1:18: \"password\" needs \"username\"");
}

TEST_CASE("topics that no broker would carry are refused") {
  CHECK(message("{group_topic: a/b}") == "presad.yaml:1:21: group_topic cannot hold a /");
  CHECK(message("{full_topic: \"%prefix%/#\"}") ==
        "presad.yaml:1:20: full_topic must hold %prefix% and %topic% once, each between slashes");
}

TEST_CASE("an unknown key is told with the nearest one") {
  CHECK(told("mqtt:\n  topic: x\n  fulltopic: y\n").find("did you mean \"full_topic\"?") != std::string::npos);
}
