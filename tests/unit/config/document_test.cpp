#include "config/document.h"

#include <doctest/doctest.h>

#include <string>

#include "parsed.h"

using namespace presad::config;
using presad::config::test::Parsed;

namespace {

void check_place(const Place& place, std::uint32_t line, std::uint32_t column, std::uint32_t length) {
  CHECK(place.line == line);
  CHECK(place.column == column);
  CHECK(place.length == length);
}

}  // namespace

TEST_CASE("every key and every value knows its line, column and length") {
  const Parsed parsed("mqtt:\n  url: mqtt://x  # here\n  name: 'it''s'\n");
  const Node& mqtt = parsed.at("mqtt");
  REQUIRE(mqtt.kind == Node::Kind::mapping);
  check_place(parsed.root().entries[0].key_place, 1, 1, 4);
  check_place(mqtt.find("url")->key_place, 2, 3, 3);
  check_place(mqtt.find("url")->value.place, 2, 8, 8);
  check_place(mqtt.find("name")->value.place, 3, 9, 7);
  CHECK(mqtt.find("name")->value.text == "it's");
}

TEST_CASE("a scalar stays the text that was written") {
  const Parsed parsed("a: 3.10\nb: ON\nc: 0x1F\nd: 0123\ne: ~\nf: null\ng: 1e5\nh: yes\n");
  CHECK(parsed.at("a").text == "3.10");
  CHECK(parsed.at("b").text == "ON");
  CHECK(parsed.at("c").text == "0x1F");
  CHECK(parsed.at("d").text == "0123");
  CHECK(parsed.at("e").text == "~");
  CHECK(parsed.at("f").text == "null");
  CHECK(parsed.at("g").text == "1e5");
  CHECK(parsed.at("h").text == "yes");
  CHECK_FALSE(parsed.diagnostics.has_errors());
}

TEST_CASE("whether a scalar was quoted is known") {
  const Parsed parsed("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\n");
  CHECK_FALSE(parsed.at("a").quoted);
  CHECK(parsed.at("b").quoted);
  CHECK(parsed.at("c").quoted);
  CHECK(parsed.at("d").quoted);
}

TEST_CASE("an empty value is empty and points at its key, even when a word for nothing follows below") {
  const Parsed parsed("a:\nnull: 1\nb: # a comment\n");
  CHECK(parsed.at("a").kind == Node::Kind::empty);
  check_place(parsed.at("a").place, 1, 1, 1);
  CHECK(parsed.at("null").text == "1");
  CHECK(parsed.at("b").kind == Node::Kind::empty);
  check_place(parsed.at("b").place, 3, 1, 1);
}

TEST_CASE("lists and mappings in one line are read as those over several") {
  const Parsed parsed("a: [1, x y]\nb: {c: 1, d: [2]}\ne:\n  - 5\n  -\n  - f: 6\n");
  REQUIRE(parsed.at("a").items.size() == 2);
  CHECK(parsed.at("a").items[1].text == "x y");
  CHECK(parsed.at("b").find("d")->value.items[0].text == "2");
  REQUIRE(parsed.at("e").items.size() == 3);
  CHECK(parsed.at("e").items[1].kind == Node::Kind::empty);
  CHECK(parsed.at("e").items[2].find("f")->value.text == "6");
}

TEST_CASE("a value extends to what comes next") {
  const Parsed parsed("a: 1 # x\nb: {c: 2, d: 3}\n");
  CHECK(parsed.at("a").end_line == 2);
  CHECK(parsed.at("a").end_column == 1);
  CHECK(parsed.at("b").find("c")->value.end_line == 2);
  CHECK(parsed.at("b").find("c")->value.end_column == 11);
}

TEST_CASE("line ends of Windows change nothing") {
  const Parsed parsed("a:\r\n  b: 1\r\n");
  CHECK(parsed.at("a").find("b")->value.text == "1");
  CHECK_FALSE(parsed.diagnostics.has_errors());
}

TEST_CASE("columns are those of the bytes behind letters of several bytes") {
  const Parsed parsed("é: \"ö\"\n");
  check_place(parsed.at("é").place, 1, 5, 4);
  CHECK(parsed.at("é").text == "ö");
}

TEST_CASE("keys with signs that YAML means something by survive in quotes") {
  for (const std::string_view key :
       {"ab'cd", "a: b", "#abc", "a #b", "{abc}", "[abc]", "&a",  "*a", "!a",   "%a",  "@a",
        "`a",    "|a",   ">a",   "- a",  "? a",   "\\n",   "a\\", "~",  "null", "é☃中"}) {
    CAPTURE(key);
    std::string quoted;
    for (const char c : key) quoted += c == '\'' ? "''" : std::string(1, c);
    const Parsed parsed("k: '" + quoted + "'\n");
    CHECK(parsed.at("k").text == key);
    CHECK_FALSE(parsed.diagnostics.has_errors());
  }
}

TEST_CASE("an empty file and one of comments have an empty root and no finding") {
  for (const std::string_view text : {"", "\n\n", "# only a comment\n", "---\n"}) {
    CAPTURE(text);
    const Parsed parsed(text);
    CHECK(parsed.root().kind == Node::Kind::empty);
    CHECK_FALSE(parsed.diagnostics.has_errors());
  }
}

TEST_CASE("the bounds of depth, of nodes and of a line are kept") {
  Limits small;
  small.depth = 3;
  small.nodes = 10;
  CHECK_FALSE(Parsed("a: {b: {c: 1}}\n", Content::settings, small).diagnostics.has_errors());
  const Parsed deep("a: {b: {c: {d: 1}}}\n", Content::settings, small);
  CHECK(deep.told().find("nested too deeply") != std::string::npos);
  CHECK(deep.root().kind == Node::Kind::refused);
  const Parsed many("[1,2,3,4,5,6,7,8,9,10,11]\n", Content::settings, small);
  CHECK(many.told().find("more than an inventory may hold") != std::string::npos);
}

TEST_CASE("a hundred thousand open brackets are refused at once") {
  CHECK(Parsed(std::string(60'000, '[')).diagnostics.has_errors());
  CHECK(Parsed("a: " + std::string(60'000, '{')).diagnostics.has_errors());
  std::string dashes;
  for (int i = 0; i < 30'000; ++i) dashes += "- ";
  CHECK(Parsed(dashes).diagnostics.has_errors());
}
