// Source: DIALECT.md, 2.

#include "tasmota/payload.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

std::int32_t number(std::string_view raw) { return parse_payload(raw).number; }

}  // namespace

TEST_CASE("tasmota 2: every word of the table has its value, in any case") {
  struct Word {
    const char* text;
    std::int32_t value;
  };
  for (const Word& word : {Word{"OFF", 0}, Word{"FALSE", 0}, Word{"STOP", 0}, Word{"DOWN", 0}, Word{"CLOSE", 0},
                           Word{"CELSIUS", 0}, Word{"ON", 1}, Word{"TRUE", 1}, Word{"START", 1}, Word{"FAHRENHEIT", 1},
                           Word{"USER", 1}, Word{"TOGGLE", 2}, Word{"ADMIN", 2}, Word{"BLINK", 3}, Word{"BLINKOFF", 4},
                           Word{"UP", 100}, Word{"OPEN", 100}, Word{"ALL", 255}}) {
    CAPTURE(word.text);
    CHECK(number(word.text) == word.value);
    CHECK(number(to_lower(word.text)) == word.value);
    CHECK(number(std::string(" \t") + word.text) == word.value);
    CHECK(number(std::string(word.text) + " ") == Payload::none);
    CHECK(number(std::string(word.text) + "x") == Payload::none);
  }
}

TEST_CASE("tasmota 2: leading white space is skipped, trailing is not") {
  CHECK(number(" \t\r\n\v\fON") == 1);
  CHECK(number("ON ") == Payload::none);
  CHECK(parse_payload("  a b ").text == "a b ");
}

TEST_CASE("tasmota 2: nothing, white space and a lone question mark are queries") {
  for (const char* query : {"", " ", "?", " ?", "\r\n"}) {
    CHECK(parse_payload(query).is_query());
    CHECK(number(query) == Payload::none);
  }
  CHECK_FALSE(parse_payload("??").is_query());
  CHECK_FALSE(parse_payload("? ").is_query());
}

TEST_CASE("tasmota 2: numbers are read C-style from the front") {
  CHECK(number("0") == 0);
  CHECK(number("1") == 1);
  CHECK(number("1abc") == 1);
  CHECK(number("1.0") == 1);
  CHECK(number("1 ") == 1);
  CHECK(number("-1") == -1);
  CHECK(number("+7") == 7);
  CHECK(number("0x10") == 16);
  CHECK(number("0XfF") == 255);
  CHECK(number("-0x10") == -16);
  CHECK(number("010") == 8);
  CHECK(number("08") == 0);
  CHECK(number("0x") == 0);
  CHECK(number("0xg") == 0);
  CHECK(number("300") == 300);
}

TEST_CASE("tasmota 2: no number at the front is no value, and so is -99") {
  for (const char* none : {"abc", "-", "+", "- 1", ".5", "{\"a\":1}", "-99", "\xff", "x1"}) {
    CAPTURE(none);
    CHECK(number(none) == Payload::none);
    CHECK_FALSE(parse_payload(none).is_query());
  }
}

TEST_CASE("numbers beyond 32 bits saturate") {
  CHECK(number("2147483647") == INT32_MAX);
  CHECK(number("2147483648") == INT32_MAX);
  CHECK(number("99999999999999999999999999") == INT32_MAX);
  CHECK(number("-2147483648") == INT32_MIN);
  CHECK(number("-2147483649") == INT32_MIN);
  CHECK(number("-0xffffffffffffffffff") == INT32_MIN);
  CHECK(number(std::string(10'000, '9')) == INT32_MAX);
}

TEST_CASE("times are read as other numbers are, beyond 2038 too") {
  CHECK(leading_integer("4294967296x") == 4'294'967'296);
  CHECK(leading_integer("-0x100000000") == -4'294'967'296);
  CHECK(leading_integer("1736000000,5") == 1'736'000'000);
  CHECK(leading_integer(std::string(10'000, '9')) == leading_integer("0x" + std::string(10'000, 'f')));
  CHECK(*leading_integer(std::string(10'000, '9')) > 100'000'000'000'000);
  CHECK_FALSE(leading_integer("x"));
}

TEST_CASE("a payload ends at its first NUL, as in the firmware") {
  CHECK(number(std::string_view("ON\0 rubbish", 11)) == 1);
  CHECK(parse_payload(std::string_view("\0ON", 3)).is_query());
}
