#include "config/diagnostics.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::config;

namespace {

struct Told {
  std::shared_ptr<const Source> source;
  Diagnostics diagnostics;

  explicit Told(std::string_view text, std::string file = "/etc/presad/presad.yaml")
      : source(Source::make(std::move(file), text)) {}

  Place place(std::uint32_t line, std::uint32_t column, std::uint32_t length) const {
    return {source, line, column, length};
  }
  std::string text() const { return "\n" + diagnostics.render(); }
};

std::string repeat(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("nothing found, nothing said") { CHECK(Diagnostics().render().empty()); }

TEST_CASE("a finding is told with its place, its line, a caret under the value, and the cure") {
  Told told(repeat("\n", 13) + "    version: 3.6\n\n    locak_key: 0123456789abcdef\n");
  told.diagnostics.error(told.place(16, 5, 9), "unknown key \"locak_key\" for a tuya device",
                         "did you mean \"local_key\"?");
  told.diagnostics.error(told.place(14, 14, 3), "\"3.6\" is not a Tuya version",
                         "expected one of 3.1, 3.2, 3.3, 3.4, 3.5");
  told.diagnostics.hide({told.place(16, 16, 0), 16, 0});
  CHECK(told.text() == R"(
/etc/presad/presad.yaml:14:14: "3.6" is not a Tuya version
   14 |     version: 3.6
      |              ^~~  expected one of 3.1, 3.2, 3.3, 3.4, 3.5
/etc/presad/presad.yaml:16:5: unknown key "locak_key" for a tuya device
   16 |     locak_key: ••••
      |     ^~~~~~~~~  did you mean "local_key"?
2 problems; nothing was started.
)");
}

TEST_CASE("findings are told file by file and from top to bottom, in the order found on one spot") {
  Told first("a: 1\nb: 2\n", "a.yaml");
  const auto second = Source::make("b.yaml", "c: 3\n");
  first.diagnostics.warning({second, 1, 1, 1}, "four");
  first.diagnostics.error(first.place(2, 4, 1), "two");
  first.diagnostics.error(first.place(2, 4, 1), "three");
  first.diagnostics.error(first.place(1, 1, 1), "one");
  std::string order;
  for (const Finding& finding : first.diagnostics.findings()) order += finding.message + ' ';
  CHECK(order == "one two three four ");
}

TEST_CASE("a warning says so and stops nothing") {
  Told told("a: 1\n");
  told.diagnostics.warning(told.place(1, 1, 1), "odd");
  CHECK_FALSE(told.diagnostics.has_errors());
  CHECK(told.text() == R"(
/etc/presad/presad.yaml:1:1: warning: odd
    1 | a: 1
      | ^
1 warning.
)");
}

TEST_CASE("errors and warnings are counted apart, and what follows is the caller's word") {
  Told told("a: 1\n");
  told.diagnostics.warning(told.place(1, 1, 1), "odd");
  told.diagnostics.error(told.place(1, 4, 1), "wrong");
  const std::string text = told.diagnostics.render("nothing was changed");
  CHECK(text.ends_with("1 problem, 1 warning; nothing was changed.\n"));
}

TEST_CASE("a finding about a whole file has no line to show") {
  Told told("");
  told.diagnostics.error(told.place(0, 0, 0), "cannot be read", "create it");
  CHECK(told.text() == "\n/etc/presad/presad.yaml: cannot be read; create it\n1 problem; nothing was started.\n");
}

TEST_CASE("the caret stands right under characters of every width") {
  Told told("näme: \"中文\" # ☃\n", "f");
  told.diagnostics.error(told.place(1, 8, 8), "wrong");
  CHECK(told.text() == R"(
f:1:7: wrong
    1 | näme: "中文" # ☃
      |       ^~~~~~
1 problem; nothing was started.
)");
}

TEST_CASE("a tab in the line is one column, as in the caret's line") {
  Told told("a:\tb\n", "f");
  told.diagnostics.error(told.place(1, 4, 1), "wrong");
  CHECK(told.text() == "\nf:1:4: wrong\n    1 | a: b\n      |    ^\n1 problem; nothing was started.\n");
}

TEST_CASE("a long line is cut on both sides of the caret") {
  Told told(repeat("x", 300) + "HERE" + repeat("y", 300), "f");
  told.diagnostics.error(told.place(1, 301, 4), "wrong");
  CHECK(told.text() == "\nf:1:301: wrong\n    1 | …" + repeat("x", 40) + "HERE" + repeat("y", 56) + "…\n      | " +
                           repeat(" ", 41) + "^~~~\n1 problem; nothing was started.\n");
}

TEST_CASE("the beginning of a long line is kept when the caret is there") {
  Told told("key: " + repeat("z", 300), "f");
  told.diagnostics.error(told.place(1, 1, 3), "wrong");
  CHECK(told.text() ==
        "\nf:1:1: wrong\n    1 | key: " + repeat("z", 95) + "…\n      | ^~~\n1 problem; nothing was started.\n");
}

TEST_CASE("a hidden value shows neither its text nor its length, and the caret under it neither") {
  Told told("a: 123456789012345678901234567890\n", "f");
  told.diagnostics.error(told.place(1, 4, 30), "wrong");
  told.diagnostics.hide({told.place(1, 4, 0), 2, 0});
  CHECK(told.text() == "\nf:1:4: wrong\n    1 | a: ••••\n      |    ^~~~\n1 problem; nothing was started.\n");
}

TEST_CASE("of hidden lines in the middle of a file not a word is shown") {
  Told told("a: |\n  secret one\n  secret two\nb: 1\n", "f");
  told.diagnostics.hide({told.place(1, 4, 0), 4, 1});
  told.diagnostics.error(told.place(2, 3, 1), "x");
  told.diagnostics.error(told.place(4, 1, 1), "y");
  CHECK(told.text() == R"(
f:2:3: x
    2 |   ••••
      |   ^~~~
f:4:1: y
    4 | b: 1
      | ^
2 problems; nothing was started.
)");
}

TEST_CASE("stretches that overlap are hidden once") {
  Told told("a: 1234, 5678\n", "f");
  told.diagnostics.hide({told.place(1, 4, 0), 1, 8});
  told.diagnostics.hide({told.place(1, 6, 0), 1, 0});
  told.diagnostics.error(told.place(1, 1, 1), "x");
  CHECK(told.text().find("a: ••••\n") != std::string::npos);
}

TEST_CASE("a file that is wrong in every line does not fill the journal") {
  Told told(repeat("x\n", 5000), "f");
  for (std::uint32_t line = 1; line <= 5000; ++line) told.diagnostics.error(told.place(line, 1, 1), "wrong");
  const std::string text = told.text();
  CHECK(text.find("… and 4800 more\n5000 problems; nothing was started.\n") != std::string::npos);
  CHECK(text.size() < 20000);
}

TEST_CASE("many warnings do not push the one error out") {
  Told told(repeat("x\n", 500), "f");
  for (std::uint32_t line = 1; line < 500; ++line) told.diagnostics.warning(told.place(line, 1, 1), "odd");
  told.diagnostics.error(told.place(500, 1, 1), "the one that matters");
  CHECK(told.text().find("f:500:1: the one that matters") != std::string::npos);
}
