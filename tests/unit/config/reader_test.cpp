// The cursor: what is missing, what is unknown, where findings point.

#include "config/reader.h"

#include <doctest/doctest.h>

#include <string>

#include "parsed.h"

using namespace presad::config;
using presad::config::test::Parsed;

namespace {

struct Reading {
  Parsed parsed;
  Diagnostics diagnostics;
  Reader reader;

  explicit Reading(std::string_view text)
      : parsed(text), reader(parsed.root(), parsed.document.whole(), "the thing", diagnostics) {}
  std::string told() const { return "\n" + diagnostics.render(); }
};

}  // namespace

TEST_CASE("a missing key is told at the mapping that lacks it") {
  Reading reading("devices:\n  presa1:\n    name: x\n");
  Reader devices = reading.reader.mapping("devices", "devices");
  Reader presa1 = devices.mapping("presa1", "a tuya device");
  CHECK_FALSE(presa1.require("local_key", "local_key: !secret presa1"));
  CHECK(reading.told() == R"(
f.yaml:2:3: a tuya device needs "local_key"
    2 |   presa1:
      |   ^~~~~~  local_key: !secret presa1
1 problem; nothing was started.
)");
}

TEST_CASE("an unknown key is told with the nearest of those that were asked for") {
  Reading reading("address: 1\nadress: 2\nzebra: 3\n");
  reading.reader.has("address");
  reading.reader.has("name");
  reading.reader.no_more_keys();
  CHECK(reading.told() == R"(
f.yaml:2:1: unknown key "adress" for the thing
    2 | adress: ••••
      | ^~~~~~  did you mean "address"?
f.yaml:3:1: unknown key "zebra" for the thing
    3 | zebra: ••••
      | ^~~~~
2 problems; nothing was started.
)");
}

TEST_CASE("when all keys were asked for there are no more") {
  Reading reading("a: 1\nb: 2\n");
  reading.reader.text("a");
  reading.reader.has("b");
  reading.reader.no_more_keys();
  CHECK(reading.told() == "\n");
}

TEST_CASE("a key is a key in its own case only") {
  Reading reading("Name: x\n");
  CHECK_FALSE(reading.reader.has("name"));
  reading.reader.no_more_keys();
  CHECK(reading.told().find("did you mean \"name\"?") != std::string::npos);
}

TEST_CASE("what should be a mapping and is not is told once") {
  Reading reading("mqtt: localhost\n");
  Reader mqtt = reading.reader.mapping("mqtt", "mqtt");
  mqtt.require("url");
  mqtt.text("username");
  mqtt.no_more_keys();
  CHECK(reading.told() == R"(
f.yaml:1:7: mqtt must be a mapping of keys to values
    1 | mqtt: localhost
      |       ^~~~~~~~~  key: value
1 problem; nothing was started.
)");
}

TEST_CASE("a mapping that is missing or empty has no keys") {
  Reading reading("a:\n");
  CHECK_FALSE(reading.reader.mapping("a", "a").has("x"));
  CHECK_FALSE(reading.reader.mapping("b", "b").has("x"));
  CHECK(reading.told() == "\n");
}

TEST_CASE("a node that is a finding already gives no second one") {
  Reading reading("a: &x 1\nb: &y {c: 1}\n");
  CHECK_FALSE(reading.reader.integer("a", 0, 9).has_value());
  CHECK_FALSE(reading.reader.text("a").has_value());
  CHECK_FALSE(reading.reader.mapping("b", "b").require("z"));
  CHECK(reading.told() == "\n");
}

TEST_CASE("a finding about a secret's value points at the value and names the use") {
  Diagnostics diagnostics;
  Document document = Document::parse("presad.yaml", "password: !secret one\n", diagnostics);
  const Document secrets = Document::parse("secrets.yaml", "one: abc\n", diagnostics, Content::secrets);
  document.resolve_secrets(&secrets, "", diagnostics);
  Reader reader(document.root(), document.whole(), "mqtt", diagnostics);
  reader.error("password", "too short", "choose another");
  CHECK(diagnostics.render() == R"(secrets.yaml:1:6: too short
    1 | one: ••••
      |      ^~~~  choose another; used at presad.yaml:1:11
1 problem; nothing was started.
)");
  CHECK(reader.shown("password") == "\"••••\"");
}

TEST_CASE("names are read in their order, and mappings of a list one by one") {
  Reading reading("devices: {b: 1, a: 2}\nrows: [{id: 1}, {id: 2, x: 3}]\n");
  const auto& entries = reading.reader.entries("devices");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].key == "b");
  auto rows = reading.reader.mappings("rows", "a row", 5);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].integer("id", 0, 9) == 2);
  rows[1].no_more_keys();
  CHECK(reading.told().find("unknown key \"x\" for a row") != std::string::npos);
}

TEST_CASE("a list that is too long, or none, is refused") {
  Reading reading("rows: [{}, {}, {}]\nother: 5\n");
  CHECK(reading.reader.mappings("rows", "a row", 2).empty());
  CHECK(reading.reader.mappings("other", "a row", 2).empty());
  CHECK(reading.reader.mappings("missing", "a row", 2).empty());
  CHECK(reading.diagnostics.errors() == 2);
}

TEST_CASE("keys that hold signs for a terminal are printed harmlessly") {
  Reading reading("\"\\x1b[31m\": 1\n");
  reading.reader.no_more_keys();
  CHECK(reading.told().find('\x1B') == std::string::npos);
}
