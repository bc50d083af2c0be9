#include "cli/switch.h"

#include <doctest/doctest.h>

using namespace presad::cli;

TEST_CASE("a relay is named by its topic, and by its number where there are several") {
  const auto plug = parse_relay_name("presa1");
  REQUIRE(plug);
  CHECK(plug->topic == "presa1");
  CHECK(plug->word == "Power");
  const auto second = parse_relay_name("strip1/2");
  REQUIRE(second);
  CHECK(second->topic == "strip1");
  CHECK(second->word == "Power2");
}

TEST_CASE("what names no relay is none") {
  for (const char* text : {"strip1/0", "strip1/9", "strip1/", "strip1/12", "strip1/x", "/1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_relay_name(text).has_value());
  }
}
