#include "inventory/foreign/loose_json.h"

#include <doctest/doctest.h>

#include <string>

#include "base/json.h"

using namespace presad;
using presad::foreign::strict_json;

namespace {

/// As compact JSON, or why not.
std::string read(std::string_view loose) {
  const auto strict = strict_json(loose);
  if (!strict) return strict.error().what;
  const auto json = parse_json(*strict);
  return json ? render_json(*json) : "no JSON";
}

}  // namespace

TEST_CASE("strict JSON stays what it is") {
  CHECK(read(R"({"a":[1,-2.5,true,false,null,"x\"\\\/\u00e9\n"],"b":{}})") ==
        "{\"a\":[1,-2.5,true,false,null,\"x\\\"\\\\/é\\n\"],\"b\":{}}");
}

TEST_CASE("names without quotes, other quotes, commas at the end, comments") {
  CHECK(read("{a: 'x', $b_1: \"y\", 'c': `z`,} // end") == R"({"a":"x","$b_1":"y","c":"z"})");
  CHECK(read("[1, /* two */ 2,\n // three\n 3, ]") == "[1,2,3]");
  CHECK(read("{true: true, key: null, u: undefined}") == R"({"true":true,"key":null,"u":null})");
}

TEST_CASE("quotes and escapes of JavaScript") {
  CHECK(read(R"(['it\'s', "say \"x\"", 'say "x"', `a'b"c\`d`])") == R"(["it's","say \"x\"","say \"x\"","a'b\"c`d"])");
  CHECK(read(R"(['\x41', '\u0042', '\q', '\\'])") == R"(["A","B","q","\\"])");
  CHECK(read("['one \\\ntwo', 'tab\there']") == R"(["one two","tab\there"])");
  CHECK(read("['// no comment', '/* none */', '{a: 1,}']") == R"(["// no comment","/* none */","{a: 1,}"])");
}

TEST_CASE("numbers of JavaScript") { CHECK(read("[+1, .5, 5., 0x1F, -1e3]") == "[1,0.5,5.0,31,-1000.0]"); }

TEST_CASE("what has no end, and what is none of it, is refused") {
  CHECK(read("['abc") == "a text has no end");
  CHECK(read("['abc\\") == "a text has no end");
  CHECK(read("[ /* abc") == "a comment has no end");
  CHECK(read("[abc]") == "no JSON");
  CHECK(read("[1 2]") == "no JSON");
  CHECK(read("['\\u00zz']") == "no JSON");
}
