// JsonWriter and json_string(): compact, with Tasmota's fixed decimals.

#include <doctest/doctest.h>

#include <limits>

#include "base/json.h"

using namespace presad;

namespace {

std::string fixed(double number, int decimals) { return JsonWriter().fixed(number, decimals).take(); }

}  // namespace

TEST_CASE("commas stand between members and nowhere else") {
  JsonWriter json;
  json.begin_object();
  json.key("POWER").string("ON").key("n").integer(-5).key("t").boolean(true).key("f").boolean(false).key("z").null();
  json.end_object();
  CHECK(json.text() == R"({"POWER":"ON","n":-5,"t":true,"f":false,"z":null})");
}

TEST_CASE("objects and arrays nest, empty ones too") {
  JsonWriter json;
  json.begin_object().key("a").begin_array();
  json.begin_object().end_object().begin_array().end_array().integer(1);
  json.begin_object().key("b").begin_object().key("c").integer(2).end_object().key("d").integer(3).end_object();
  json.end_array().key("e").raw("[4]").end_object();
  CHECK(json.take() == R"({"a":[{},[],1,{"b":{"c":2},"d":3}],"e":[4]})");
}

TEST_CASE("integers are whole at the edges of 64 bits") {
  CHECK(JsonWriter().integer(std::numeric_limits<std::int64_t>::min()).take() == "-9223372036854775808");
  CHECK(JsonWriter().integer(std::numeric_limits<std::int64_t>::max()).take() == "9223372036854775807");
  CHECK(JsonWriter().integer(0).take() == "0");
}

TEST_CASE("a number carries exactly the decimals asked for") {
  CHECK(fixed(0.2, 3) == "0.200");
  CHECK(fixed(0, 3) == "0.000");
  CHECK(fixed(230.26, 0) == "230");
  CHECK(fixed(0.9996, 3) == "1.000");
  CHECK(fixed(-1.25, 1) == "-1.2");
  CHECK(fixed(1e21, 1) == "1000000000000000000000.0");
  CHECK(fixed(std::numeric_limits<double>::max(), 9).size() == 309 + 1 + 9);
}

TEST_CASE("there is no negative zero") {
  CHECK(fixed(-0.0, 1) == "0.0");
  CHECK(fixed(-0.0, 0) == "0");
  CHECK(fixed(-0.0004, 3) == "0.000");
  CHECK(fixed(-0.0006, 3) == "-0.001");
}

TEST_CASE("what is no number is null") {
  CHECK(fixed(std::numeric_limits<double>::quiet_NaN(), 2) == "null");
  CHECK(fixed(std::numeric_limits<double>::infinity(), 2) == "null");
  CHECK(JsonWriter().begin_array().fixed(-std::numeric_limits<double>::infinity(), 0).integer(1).end_array().take() ==
        "[null,1]");
}

TEST_CASE("quotes, backslashes and control characters are escaped, in keys too") {
  CHECK(json_string("plug") == "\"plug\"");
  CHECK(json_string("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json_string("\n\t\x01") == R"("\n\t\u0001")");
  CHECK(json_string(std::string_view("\0", 1)) == R"("\u0000")");
  CHECK(JsonWriter().begin_object().key("a\"b").integer(1).end_object().take() == R"({"a\"b":1})");
}

TEST_CASE("whole characters stay as they are, broken ones are replaced") {
  CHECK(json_string("Küche") == "\"Küche\"");
  const std::string rendered = json_string("a\xFFz");
  CHECK(rendered == "\"a\xEF\xBF\xBDz\"");
  CHECK(parse_json(rendered));
}
