// What is told from the content, and what is refused.

#include "inventory/foreign/foreign_list.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::foreign;

namespace {

std::vector<FoundDevice> devices(std::string_view text) {
  auto list = read_foreign_list(text);
  REQUIRE_MESSAGE(list.has_value(), list.error().what);
  return std::move(list->devices);
}

ErrorKind refused(std::string_view text) {
  const auto list = read_foreign_list(text);
  REQUIRE_FALSE(list.has_value());
  return list.error().kind;
}

}  // namespace

TEST_CASE("what is no list of devices is refused, and nothing of it is repeated") {
  for (const char* text : {"{}", "[]", "1", "null", "\"x\"", "[1, 2]", "[{\"id\": \"x\"}]", "{\"a\": {\"b\": 1}}",
                           "{\"apiKey\": \"x\", \"apiSecret\": \"y\"}", "{\"key\": \"core.config_entries\"}"}) {
    CAPTURE(text);
    CHECK(refused(text) == ErrorKind::unsupported);
  }
  for (const char* text : {"", "devices:\n", "[{", "{\"id\": \"a\" \"key\": 1}", "['x", "[ /* x", "[1] [2]"}) {
    CAPTURE(text);
    CHECK(refused(text) == ErrorKind::malformed);
  }
  const auto list = read_foreign_list("[{ id: 'x', key: 'a-secret-of-mine' 1 }]");
  REQUIRE_FALSE(list.has_value());
  CHECK(list.error().what.find("secret") == std::string::npos);
}

TEST_CASE("a list that was cut by the program that wrote it is not taken for the whole") {
  const auto list = read_foreign_list("[ { id: 'x', key: 'y' }, ... 7 more items ]");
  REQUIRE_FALSE(list.has_value());
  CHECK(list.error().what.find("cut") != std::string::npos);
}

TEST_CASE("bounds: a file too long, nested too deeply") {
  CHECK(refused(std::string(max_file_size + 1, ' ')) == ErrorKind::malformed);
  CHECK(refused(std::string(100, '[') + std::string(100, ']')) == ErrorKind::malformed);
}

TEST_CASE("a Home Assistant without such devices has an empty list") {
  CHECK(devices(R"({"key": "core.config_entries", "data": {"entries": [{"domain": "hue", "data": {}}]}})").empty());
}

TEST_CASE("facts of another kind than expected are not taken") {
  const auto list =
      devices(R"([{"id": "a", "key": 7, "ip": 0, "ver": 3.4, "name": ["x"], "sub": "yes", "mac": null}, 3])");
  REQUIRE(list.size() == 1);
  CHECK(list[0].device_id == "a");
  CHECK(list[0].local_key.empty());
  CHECK(list[0].address.empty());
  CHECK(list[0].version == "3.4");
  CHECK(list[0].name.empty());
}

TEST_CASE("a sub-device that is named its own parent, or another sub-device's child, finds its gateway by the key") {
  const auto list = devices(R"([
    {"id": "s1", "key": "k", "sub": true, "node_id": "n1", "parent": "s1", "uuid": "u"},
    {"id": "s2", "key": "k", "sub": true, "node_id": "n2", "parent": "s1"},
    {"id": "g", "key": "k", "sub": false, "mac": ""},
    {"id": "s3", "key": "other", "sub": true, "node_id": "n3"}])");
  REQUIRE(list.size() == 4);
  CHECK(list[0].gateway == "g");
  CHECK(list[1].gateway == "g");
  CHECK(list[3].objection.find("its gateway is not told") != std::string::npos);
}

TEST_CASE("two different keys of one device stay two, so that somebody can say so") {
  const auto list = joined(devices(R"([{"id": "a", "key": "1"}, {"id": "a", "key": "2"}, {"id": "a", "key": ""}])"));
  REQUIRE(list.size() == 2);
  CHECK(list[1].local_key.reveal() == "2");
}
