#include "store/fact_limits.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::store;

TEST_CASE("a fact is short printable text") {
  CHECK(refusal("presa1", "power.1", "ON").empty());
  CHECK(refusal("/", "boot", "").empty());
  CHECK(refusal("küche", "profile", "„Steckdose“").empty());
  CHECK(refusal(std::string(longest_topic, 't'), std::string(longest_name, 'n'), std::string(longest_value, 'v'))
            .empty());
}

TEST_CASE("a fact that is too long, without a name, broken or not printable is refused with the reason") {
  CHECK(refusal("", "name", "value") == "its topic is empty or too long");
  CHECK(refusal(std::string(longest_topic + 1, 't'), "name", "value") == "its topic is empty or too long");
  CHECK(refusal("topic", "", "value") == "its name is empty or too long");
  CHECK(refusal("topic", std::string(longest_name + 1, 'n'), "value") == "its name is empty or too long");
  CHECK(refusal("topic", "name", std::string(longest_value + 1, 'v')) == "its value is too long");
  for (const char* broken : {"line\nbreak", "\x7f", "\xff", "\xc3"}) {
    CHECK(refusal("topic", "name", broken) == "it is not printable text");
    CHECK(refusal(broken, "name", "value") == "it is not printable text");
    CHECK(refusal("topic", broken, "value") == "it is not printable text");
  }
  CHECK(refusal("topic", "name", std::string(1, '\0')) == "it is not printable text");
}
