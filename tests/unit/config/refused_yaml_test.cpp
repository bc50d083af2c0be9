// What YAML allows and an inventory does not, and what is no YAML: each with one clear message.

#include <doctest/doctest.h>

#include <string>

#include "parsed.h"

using namespace presad::config;
using presad::config::test::Parsed;
using presad::config::test::told;

TEST_CASE("a doubled key is refused with both places") {
  CHECK(told("a: 1\nb: 2\n\"a\": 3\n") == R"(
f.yaml:3:1: "a" is given twice
    3 | "a": 3
      | ^~~  first at f.yaml:1:1
1 problem; nothing was started.
)");
}

TEST_CASE("the same key in two mappings is no doubled key") { CHECK(told("a: {x: 1}\nb: {x: 2}\n") == "\n"); }

TEST_CASE("anchors and aliases are refused and never expanded") {
  CHECK(told("a: &x [1, 2]\nb: *x\n") == R"(
f.yaml:1:4: a value that begins with & is an anchor in YAML
    1 | a: &x [1, 2]
      |    ^  write it in 'single quotes'
f.yaml:2:4: a value that begins with * is an alias in YAML
    2 | b: *x
      |    ^  write it in 'single quotes'
2 problems; nothing was started.
)");
}

TEST_CASE("a billion laughs are a few findings") {
  std::string text = "a: &a [lol, lol]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const std::string before = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [" + before + ", " + before + "]\n";
  }
  const Parsed parsed(text);
  CHECK(parsed.diagnostics.errors() == 26 + 50);
}

TEST_CASE("a merge key is refused once") {
  CHECK(told("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n") == R"(
f.yaml:1:4: a value that begins with & is an anchor in YAML
    1 | a: &x {b: 1}
      |    ^  write it in 'single quotes'
f.yaml:3:3: << (merge) is not used in an inventory
    3 |   <<: *x
      |   ^~  write the keys out
2 problems; nothing was started.
)");
}

TEST_CASE("an alias to nothing is told like any other") {
  CHECK(told("a: *x\n") == R"(
f.yaml:1:4: a value that begins with * is an alias in YAML
    1 | a: *x
      |    ^  write it in 'single quotes'
1 problem; nothing was started.
)");
}

TEST_CASE("tags other than !secret are refused, !!str is text") {
  CHECK(told("a: !foo b\nc: !!int 3\n") == R"(
f.yaml:1:4: a value that begins with ! is a tag in YAML
    1 | a: !foo b
      |    ^~~~~~  write it in 'single quotes'
f.yaml:2:4: a value that begins with ! is a tag in YAML
    2 | c: !!int 3
      |    ^~~~~~~  write it in 'single quotes'
2 problems; nothing was started.
)");
  const Parsed text("a: !!str 3.10\n");
  CHECK(text.at("a").text == "3.10");
  CHECK_FALSE(text.diagnostics.has_errors());
}

TEST_CASE("a second document is refused") {
  CHECK(told("a: 1\n---\nb: 2\n") == R"(
f.yaml:2:1: a second document begins here
    2 | ---
      | ^~~  a file holds one: remove ---
1 problem; nothing was started.
)");
  CHECK(told("devices\n# plugs\npresa1: {local_key: abc}\n") == R"(
f.yaml:3:1: a second document begins here
    3 | presa1: {local_key: ••••
      | ^  is a colon missing in the lines above?
1 problem; nothing was started.
)");
}

TEST_CASE("a value that swallowed the next line is told at its beginning") {
  CHECK(told("a: one\n  two three\nb: 1\n") == R"(
f.yaml:1:4: this value goes on in the next line
    1 | a: one
      |    ^~~  is a colon and a space missing there?
1 problem; nothing was started.
)");
}

TEST_CASE("a quote that is not closed is told where it opens, also at the end of the file") {
  CHECK(told("a: \"one\nb: 1\n") == R"(
f.yaml:1:4: the quote that opens here is not closed on this line
    1 | a: "one
      |    ^~~~
1 problem; nothing was started.
)");
  CHECK(Parsed("a: 'one").diagnostics.errors() == 1);
}

TEST_CASE("a list as a key and a missing key are refused") {
  CHECK(told("[a, b]: c\n").find("a name is expected here, not a list or a mapping") != std::string::npos);
  CHECK(told(": c\n").find("a name is missing in front of the colon") != std::string::npos);
}

TEST_CASE("what is no YAML is told in words that help") {
  const auto message = [](std::string_view text) {
    const std::string all = told(text);
    return all.substr(1, all.find('\n', 1) - 1);
  };
  CHECK(message("a: b: c\n") == "f.yaml:1:5: this colon cannot stand here");
  CHECK(message("a: @b\n") == "f.yaml:1:4: a value cannot begin with this character");
  CHECK(message("a: \"\\q\"\n") == "f.yaml:1:7: a backslash in \"double quotes\" begins an escape");
  CHECK(message("a: {b\n") == "f.yaml:1:6: this { is not closed");
  CHECK(message("a: 1\n b: 2\n") == "f.yaml:1:4: this value goes on in the next line");
}

TEST_CASE("of a text that is no YAML nothing is read") {
  const Parsed parsed("a: 1\nb: c: d\n");
  CHECK(parsed.root().kind == Node::Kind::refused);
  CHECK(parsed.root().entries.empty());
}
