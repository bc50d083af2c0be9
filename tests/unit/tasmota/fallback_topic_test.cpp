// Source: DIALECT.md, 1.

#include "tasmota/fallback_topic.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tasmota/topic_filter.h"

using namespace presad::tasmota;

namespace {

std::vector<std::string> filters(std::string_view pattern, const std::vector<std::string>& hardware_ids = {}) {
  const auto topic = FullTopic::from_pattern(pattern);
  REQUIRE(topic);
  return house_filters(*topic, hardware_ids);
}

}  // namespace

TEST_CASE("tasmota 1: the fallback topic follows the hardware id and ignores FullTopic") {
  CHECK(client_name("84E3427A1B2C") == "DVES_7A1B2C");
  CHECK(fallback_topic(Prefix::cmnd, "84E3427A1B2C", "") == "cmnd/DVES_7A1B2C_fb/");
  CHECK(fallback_topic(Prefix::stat, "84E3427A1B2C", "RESULT") == "stat/DVES_7A1B2C_fb/RESULT");
}

TEST_CASE("tasmota 1: a fallback topic is taken apart, deeper levels skipped") {
  CHECK(parse_fallback("cmnd/DVES_7A1B2C_fb/POWER") == ParsedFallback{"DVES_7A1B2C", "POWER"});
  CHECK(parse_fallback("cmnd/DVES_7A1B2C_fb/a/b/Power2") == ParsedFallback{"DVES_7A1B2C", "Power2"});
  CHECK(parse_fallback("cmnd/DVES_7A1B2C_fb/") == ParsedFallback{"DVES_7A1B2C", ""});
}

TEST_CASE("what only looks like a fallback topic is none") {
  for (const std::string_view other :
       {"", "cmnd/DVES_", "cmnd/DVES_7A1B2C", "cmnd/DVES_7A1B2C_fb", "stat/DVES_7A1B2C_fb/POWER",
        "cmnd/DVES_7a1b2c_fb/POWER", "cmnd/DVES_7A1B2_fb/POWER", "cmnd/DVES_7A1B2CD_fb/POWER",
        "cmnd/DVES_7A1B2G_fb/POWER", "x/cmnd/DVES_7A1B2C_fb/POWER"}) {
    CAPTURE(other);
    CHECK_FALSE(parse_fallback(other));
  }
}

TEST_CASE("a house with Tasmota's FullTopic subscribes exactly one filter") {
  CHECK(filters("%prefix%/%topic%/") == std::vector<std::string>{"cmnd/+/#"});
  CHECK(filters("%prefix%/%topic%/", {"84E3427A1B2C"}) == std::vector<std::string>{"cmnd/+/#"});
  CHECK(filters("%prefix%/%topic%/deeper/") == std::vector<std::string>{"cmnd/+/#"});
}

TEST_CASE("another FullTopic needs one more filter for the fallback topics") {
  CHECK(filters("home/%prefix%/%topic%/") == std::vector<std::string>{"home/cmnd/+/#", "cmnd/+/#"});
}

TEST_CASE("where a common filter would deliver twice, each fallback topic has its own") {
  CHECK(filters("%topic%/%prefix%/", {"84E3427A1B2C", "84E342000001", "FFFFFF7A1B2C"}) ==
        std::vector<std::string>{"+/cmnd/#", "cmnd/DVES_7A1B2C_fb/#", "cmnd/DVES_000001_fb/#"});
}

TEST_CASE("whatever the FullTopic, no two filters overlap and each command topic is covered once") {
  const std::vector<std::string> ids = {"84E3427A1B2C", "84E342000001"};
  for (const std::string_view pattern :
       {"%prefix%/%topic%/", "%topic%/%prefix%/", "%topic%", "x/%topic%", "cmnd/%topic%", "cmnd/%topic%/%prefix%",
        "%prefix%/%topic%/y", "/%prefix%/%topic%", "%prefix%/x/%topic%"}) {
    CAPTURE(pattern);
    const auto topic = FullTopic::from_pattern(pattern);
    REQUIRE(topic);
    const auto subscribed = house_filters(*topic, ids);
    for (std::size_t i = 0; i < subscribed.size(); ++i) {
      for (std::size_t j = i + 1; j < subscribed.size(); ++j) CHECK_FALSE(overlap(subscribed[i], subscribed[j]));
    }
    std::vector<std::string> needed = {
        topic->build(Prefix::cmnd, "plug", "POWER"), topic->build(Prefix::cmnd, "tasmotas", "POWER"),
        fallback_topic(Prefix::cmnd, ids[0], "POWER"), fallback_topic(Prefix::cmnd, ids[1], "POWER")};
    for (const std::string& command : needed) {
      CAPTURE(command);
      CHECK(std::count_if(subscribed.begin(), subscribed.end(),
                          [&](const std::string& filter) { return covers(filter, command); }) == 1);
    }
  }
}
