// Encodings, control characters and indentation.

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "parsed.h"

using namespace presad::config;
using namespace std::string_view_literals;
using presad::config::test::Parsed;
using presad::config::test::told;

TEST_CASE("a byte order mark of UTF-8 is skipped and told") {
  const Parsed parsed(
      "\xEF\xBB\xBF"
      "a: 1\n");
  CHECK(parsed.at("a").text == "1");
  CHECK(parsed.at("a").place.column == 4);
  CHECK(parsed.told() ==
        "\nf.yaml: warning: the file begins with a byte order mark, which is skipped; save it as UTF-8 without one\n"
        "1 warning.\n");
}

TEST_CASE("UTF-16 and UTF-32 of either order, with or without a mark, are named") {
  for (const std::string_view text : {"\xFF\xFE\x61\x00"sv, "\xFE\xFF\x00\x61"sv, "a\0:\0"sv, "\0a\0:"sv,
                                      "\xFF\xFE\0\0a\0\0\0"sv, "\0\0\xFE\xFF\0\0\0a"sv}) {
    CHECK(told(text) ==
          "\nf.yaml: the file is UTF-16 and not UTF-8; save it as UTF-8 without a byte order mark\n"
          "1 problem; nothing was started.\n");
  }
}

TEST_CASE("a tab in the indentation is told once, with the cure") {
  CHECK(told("a:\n  b: 1\n \tc: 2\n\td: 3\n") == R"(
f.yaml:3:2: a tab in the indentation (and 1 more lines)
    3 |   c: 2
      |  ^  YAML is indented with spaces: replace each tab by two
1 problem; nothing was started.
)");
}

TEST_CASE("tabs in empty lines, before comments and behind values do no harm") {
  const Parsed parsed("a: 1\t# x\n\t\n\t# comment\nb:\t2\n");
  CHECK_FALSE(parsed.diagnostics.has_errors());
  CHECK(parsed.at("b").text == "2");
}

TEST_CASE("a no-break space in the indentation is named: nobody can see it") {
  CHECK(told("a:\n\xC2\xA0 b: 1\n").find("f.yaml:2:1: a no-break space in the indentation") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are told with their place") {
  CHECK(told("a: 1\nb: x\xFFy\n") == R"(
f.yaml:2:5: bytes that are no UTF-8
    2 | b: x?y
      |     ^  save the file as UTF-8
1 problem; nothing was started.
)");
}

TEST_CASE("control characters, a NUL among them, are refused with their place") {
  CHECK(told("abc: x\0y\n"sv).find("f.yaml:1:7: a control character") != std::string::npos);
  CHECK(told("a: \x1B[31m\n").find("f.yaml:1:4: a control character") != std::string::npos);
  CHECK(told("a: 1\rb: 2\n").find("f.yaml:1:5: a control character") != std::string::npos);
}

TEST_CASE("a file or a line that is too long is refused before it is parsed") {
  CHECK(told(std::string(4096 * 1024 + 1, '#')) ==
        "\nf.yaml: the file is longer than 4096 KiB\n1 problem; nothing was started.\n");
  CHECK(told("a: " + std::string(70'000, 'x')).find("f.yaml:1:1: a line longer than 64 KiB") != std::string::npos);
}

TEST_CASE("a file of exactly the longest length is read") {
  CHECK_FALSE(Parsed(std::string("a: 1\n") + std::string(10, '#'), Content::settings, {15, 64, 10, 3})
                  .diagnostics.has_errors());
}
