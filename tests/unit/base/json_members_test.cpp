// An object's members as they were written, decimals, blanks and odd order and all.

#include "base/json_members.h"

#include <doctest/doctest.h>

using namespace presad;

namespace {

std::string again(const char* text) {
  const Result<JsonMembers> members = split_json_object(text);
  return members ? join_json_object(*members) : "error";
}

}  // namespace

TEST_CASE("values stay as they were written") {
  CHECK(
      again(R"({"Total":137.400,"Power":43,"Factor":0.70,"Note":"a, \"b\": }","List":[1, {"x":"]"} ],"Null":null})") ==
      R"({"Total":137.400,"Power":43,"Factor":0.70,"Note":"a, \"b\": }","List":[1, {"x":"]"} ],"Null":null})");
  CHECK(again(" { \"a\" : 1.0 ,\n\"b\":{ } } ") == R"({"a":1.0,"b":{ }})");
  CHECK(again("{}") == "{}");
}

TEST_CASE("of a doubled key the last value counts, where the first one stood") {
  CHECK(again(R"({"POWER":"OFF","Dimmer":1,"POWER":"ON"})") == R"({"POWER":"ON","Dimmer":1})");
}

TEST_CASE("what is no whole object is an error") {
  for (const char* const odd : {"", "[]", "1", "{", "{\"a\":}", "{\"a\":1}x", "\"{}\""}) {
    CAPTURE(odd);
    CHECK(again(odd) == "error");
  }
}

TEST_CASE("a member is found by its key") {
  const JsonMembers members = split_json_object(R"({"a":1,"b":[2]})").value();
  REQUIRE(find_member(members, "b") != nullptr);
  CHECK(*find_member(members, "b") == "[2]");
  CHECK(find_member(members, "c") == nullptr);
}
