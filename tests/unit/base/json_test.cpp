// parse_json(): what is taken, what is refused, and that neither throws.

#include "base/json.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace presad;

namespace {

bool is_refused(std::string_view text, const JsonLimits& limits = {}) {
  const auto parsed = parse_json(text, limits);
  return !parsed && parsed.error().kind == ErrorKind::malformed && !parsed.error().what.empty();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("every kind of JSON value is read") {
  const auto parsed = parse_json(R"( {"n":null,"t":true,"i":-7,"d":1.5,"s":"x","a":[1,"2"],"o":{}} )");
  REQUIRE(parsed);
  CHECK(parsed->find("n")->is_null());
  CHECK(*parsed->find("t")->boolean());
  CHECK(*parsed->find("i")->integer() == -7);
  CHECK(std::get<double>(parsed->find("d")->value) == 1.5);
  CHECK(*parsed->find("s")->string() == "x");
  CHECK(parsed->find("a")->array()->size() == 2);
  CHECK(parsed->find("o")->object()->empty());
  CHECK(parsed->find("absent") == nullptr);
  CHECK(parsed->find("s")->find("x") == nullptr);
}

TEST_CASE("of a doubled key the last is found, and both are kept") {
  const auto parsed = parse_json(R"({"1":true,"2":0,"1":false})");
  REQUIRE(parsed);
  CHECK_FALSE(*parsed->find("1")->boolean());
  CHECK(parsed->object()->size() == 3);
  CHECK(render_json(*parsed) == R"({"1":true,"2":0,"1":false})");
}

TEST_CASE("integers are exact to the edges of 64 bits, and doubles beyond") {
  CHECK(*parse_json("9223372036854775807")->integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(*parse_json("-9223372036854775808")->integer() == std::numeric_limits<std::int64_t>::min());
  for (const char* const beyond : {"9223372036854775808", "18446744073709551615", "99999999999999999999"}) {
    CAPTURE(beyond);
    const auto parsed = parse_json(beyond);
    REQUIRE(parsed);
    CHECK(parsed->integer() == nullptr);
    CHECK(std::get<double>(parsed->value) >= 9.2e18);
  }
  CHECK(std::get<double>(parse_json("-9223372036854775809")->value) <= -9.2e18);
}

TEST_CASE("a number that no double holds is refused") {
  CHECK(is_refused("1e400"));
  CHECK(is_refused("[-1e400]"));
}

TEST_CASE("nesting is allowed up to the limit and not one deeper") {
  const JsonLimits limits{.depth = 3, .values = 100};
  CHECK(parse_json(nested(3), limits));
  CHECK(is_refused(nested(4), limits));
  CHECK(parse_json(R"([{"a":[1]}])", limits));
  CHECK(is_refused(R"([{"a":[{}]}])", limits));
  CHECK(is_refused(std::string(1'000'000, '[')));
}

TEST_CASE("values are counted up to the limit, whatever their kind") {
  const JsonLimits limits{.depth = 4, .values = 4};
  CHECK(parse_json("[1,2,3]", limits));
  CHECK(is_refused("[1,2,3,4]", limits));
  CHECK(parse_json(R"({"a":{},"b":[null]})", limits));
  CHECK(is_refused(R"({"a":{},"b":[null,""]})", limits));
  CHECK(is_refused("[[],[],[],[]]", limits));
}

TEST_CASE("what is not exactly one JSON text is refused") {
  for (const char* const wrong :
       {"",   " ",   "{",     "}",   "[1,]", "{\"a\"}",  "{\"a\":}", "{a:1}",   "'a'",     "01",
        "+1", "1 2", "{} {}", "nul", "NaN",  "Infinity", "\"\n\"",   "// x\n1", "\"\\x\"", "\"\\ud800\""}) {
    CAPTURE(wrong);
    CHECK(is_refused(wrong));
  }
}

TEST_CASE("broken UTF-8 in a string is refused") {
  CHECK(is_refused("\"\xFF\""));
  CHECK(is_refused("\"\xC3\""));
  CHECK(is_refused("\"\xED\xA0\x80\""));
  CHECK(is_refused("{\"\xC0\x80\":1}"));
  CHECK(*parse_json("\"\xC3\xA4\"")->string() == "\xC3\xA4");
}

TEST_CASE("escapes are read, also a NUL and a pair of surrogates") {
  CHECK(*parse_json(R"("\"\\\/\b\f\n\r\t")")->string() == "\"\\/\b\f\n\r\t");
  CHECK(*parse_json(R"("a\u0000b")")->string() == std::string("a\0b", 3));
  CHECK(*parse_json(R"("\ud83d\udd0c")")->string() == "\xF0\x9F\x94\x8C");
}

TEST_CASE("an error tells the position and none of the text") {
  const auto parsed = parse_json(R"({"local_key":"0123456789abcdef",,})");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().what.find("byte 33") != std::string::npos);
  CHECK(parsed.error().what.find("0123456789abcdef") == std::string::npos);
}

TEST_CASE("what was parsed is rendered the same, without blanks") {
  const std::string text = R"({"z":1,"a":[true,null,-0.5,"x"],"e":{},"l":[]})";
  CHECK(render_json(*parse_json(text)) == text);
  CHECK(render_json(*parse_json(" [ 1 , 2 ] ")) == "[1,2]");
  CHECK(render_json(*parse_json(R"("\u0001\"ä")")) == R"("\u0001\"ä")");
}
