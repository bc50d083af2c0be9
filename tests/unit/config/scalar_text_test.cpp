#include "config/scalar_text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "parsed.h"

using namespace presad::config;
using presad::config::test::Parsed;

TEST_CASE("a text is written plainly where it can be read as nothing else") {
  CHECK(scalar_text("presa1") == "presa1");
  CHECK(scalar_text("10.0.0.129") == "10.0.0.129");
  CHECK(scalar_text("fd00::129") == "fd00::129");
  CHECK(scalar_text("3.3") == "3.3");
  CHECK(scalar_text("küche") == "küche");
  CHECK(scalar_text("Presa #1") == "'Presa #1'");
  CHECK(scalar_text("on") == "'on'");
  CHECK(scalar_text("Null") == "'Null'");
  CHECK(scalar_text("fd00::") == "'fd00::'");
  CHECK(scalar_text("") == "''");
  CHECK(scalar_text("it's") == "'it''s'");
  CHECK(quoted_text("0123456789abcdef") == "'0123456789abcdef'");
}

TEST_CASE("a text keeps the quotes of the one whose place it takes") {
  CHECK(scalar_text_like("10.0.0.2", "\"10.0.0.1\"") == "\"10.0.0.2\"");
  CHECK(scalar_text_like("10.0.0.2", "'10.0.0.1'") == "'10.0.0.2'");
  CHECK(scalar_text_like("10.0.0.2", "10.0.0.1") == "10.0.0.2");
  CHECK(scalar_text_like("a\"b\\", "\"x\"") == R"("a\"b\\")");
}

TEST_CASE("whatever is written is read back as it was, in a block and in braces, as key and as value") {
  const std::vector<std::string> texts = {"plain",
                                          " blanks around ",
                                          "a: b",
                                          "a #b",
                                          "#",
                                          "'",
                                          "''",
                                          "\"",
                                          "\\",
                                          "\\'\"",
                                          "{",
                                          "}",
                                          "[a]",
                                          ",",
                                          "&a",
                                          "*a",
                                          "!secret x",
                                          "|",
                                          ">",
                                          "%",
                                          "@",
                                          "`",
                                          "-",
                                          "- a",
                                          "?",
                                          "---",
                                          "...",
                                          "null",
                                          "~",
                                          "on",
                                          "1e5",
                                          "0x1F",
                                          "12:30",
                                          "<<",
                                          "küche",
                                          "日本語",
                                          "😀",
                                          "a\tb",
                                          "a\nb",
                                          "\x7F",
                                          "x:",
                                          ":x",
                                          "0123456789abcde#",
                                          "\xC2\xA0 no-break"};
  for (const std::string& text : texts) {
    CAPTURE(text);
    for (const std::string& written : {scalar_text(text), quoted_text(text), scalar_text_like(text, "\"")}) {
      CHECK(Parsed("k: " + written + "\n").at("k").text == text);
      CHECK(Parsed("k: { x: 1, y: " + written + " }\n").at("k").find("y")->value.text == text);
      if (text != "<<") CHECK(Parsed(written + ": v\n").root().find(text) != nullptr);
    }
  }
}
