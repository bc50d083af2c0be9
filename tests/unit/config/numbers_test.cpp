#include "config/numbers.h"

#include <doctest/doctest.h>

using namespace presad::config;

TEST_CASE("whole numbers are decimal digits with an optional minus") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-7") == -7);
  CHECK(parse_integer("9223372036854775807") == 9223372036854775807);
}

TEST_CASE("what is not a whole number is none, however near it looks") {
  for (const char* text : {"", " 1", "1 ", "+1", "0x10", "1.0", "1e3", "1_000", "9223372036854775808", "one"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text).has_value());
  }
}

TEST_CASE("numbers may have a point") {
  CHECK(parse_number("0.05") == doctest::Approx(0.05));
  CHECK(parse_number("-12.5") == doctest::Approx(-12.5));
  CHECK(parse_number("30") == doctest::Approx(30));
}

TEST_CASE("infinity, exponents and words are no numbers") {
  for (const char* text : {"", ".", "-", "inf", "nan", ".inf", "1e9", "1,5", "0x1p3", "1.2.3", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text).has_value());
  }
}

TEST_CASE("a bound is shown as a person would write it") {
  CHECK(render_number(3600) == "3600");
  CHECK(render_number(0.05) == "0.05");
  CHECK(render_number(-90) == "-90");
}
