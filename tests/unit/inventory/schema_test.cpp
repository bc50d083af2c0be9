// What the readers ask becomes a schema. That both agree is tests/papers/test_schema.py's to prove.

#include "inventory/schema.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "inventory/indented_json.h"
#include "read_inventory.h"

using namespace presad;

namespace {

constexpr JsonLimits limits{32, 100'000};

Json schema() { return *parse_json(render_schema(test::test_families), limits); }

const Json& at(const Json& json, std::initializer_list<const char*> path) {
  const Json* found = &json;
  for (const char* step : path) {
    found = found->find(step);
    INFO(step);
    REQUIRE(found != nullptr);
  }
  return *found;
}

std::string text_at(const Json& json, std::initializer_list<const char*> path) { return render_json(at(json, path)); }

/// Every schema behind a "properties", with its key.
void check_described(const Json& json) {
  if (const auto* members = json.object()) {
    for (const auto& [key, value] : *members) {
      if (key == "properties" && json.find("additionalProperties") != nullptr) {
        for (const auto& [name, property] : *value.object()) {
          INFO(name);
          CHECK(property.find("description") != nullptr);
        }
      }
      check_described(value);
    }
  } else if (const auto* items = json.array()) {
    for (const Json& each : *items) check_described(each);
  }
}

}  // namespace

TEST_CASE("ranges, words and lists stand in the schema as the readers ask for them") {
  const Json all = schema();
  CHECK(text_at(all, {"properties", "mqtt", "properties", "tele_period", "anyOf"}) ==
        R"([{"const":0},{"type":"integer","minimum":10,"maximum":3600}])");
  CHECK(text_at(all, {"properties", "latitude", "minimum"}) == "-90");
  const Json& tuya = at(all, {"definitions", "tuya"});
  CHECK(text_at(tuya, {"properties", "version", "enum"}) == R"([3.1,3.2,3.3,3.4,3.5,"3.1","3.2","3.3","3.4","3.5"])");
  CHECK(text_at(tuya, {"properties", "wake_datapoints", "maxItems"}) == "3");
  CHECK(text_at(tuya, {"properties", "datapoints", "items", "required"}) == R"(["id"])");
  CHECK(text_at(all, {"definitions", "tasmota", "properties", "hold", "minimum"}) == "0.1");
}

TEST_CASE("a sub-device needs other keys than a device of its own, and may not have some") {
  const Json all = schema();
  const Json& tuya = at(all, {"definitions", "tuya"});
  CHECK(text_at(tuya, {"then", "required"}) == R"(["type","cid"])");
  CHECK(text_at(tuya, {"else", "required"}) == R"(["type","device_id","local_key"])");
  CHECK(text_at(tuya, {"then", "properties"}) == R"({"local_key":false,"address":false,"version":false})");
}

TEST_CASE("a secret may have any length, since its name stands in its place") {
  const Json all = schema();
  CHECK(at(all, {"definitions", "tuya", "properties", "local_key"}).find("minLength") == nullptr);
}

TEST_CASE("every key is explained") { check_described(schema()); }

TEST_CASE("indented JSON says the same, a member a line, and what is empty stays on its line") {
  const std::string compact = R"({"a":[1,{"b":"x,{\"y\":[]"}],"c":{},"d":[]})";
  CHECK(indented_json(compact) ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x,{\\\"y\\\":[]\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}");
  CHECK(*parse_json(indented_json(compact)) == *parse_json(compact));
  CHECK(indented_json(R"(["\\"])") == "[\n  \"\\\\\"\n]");
}
