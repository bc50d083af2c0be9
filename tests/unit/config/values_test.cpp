// Reader's typed questions.

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <string>

#include "config/reader.h"
#include "parsed.h"

using namespace presad;
using namespace presad::config;
using namespace std::chrono_literals;
using presad::config::test::Parsed;

namespace {

struct Value {
  Parsed parsed;
  Diagnostics diagnostics;
  Reader reader;

  explicit Value(const std::string& text)
      : parsed("k: " + text + "\n"), reader(parsed.root(), parsed.document.whole(), "the thing", diagnostics) {}

  /// The first line of what is told.
  std::string message() const {
    const std::string all = diagnostics.render();
    return all.substr(0, all.find('\n'));
  }
  std::string told() const { return "\n" + diagnostics.render(); }
};

}  // namespace

TEST_CASE("text is what was written, within its bounds") {
  CHECK(Value("Presa 1").reader.text("k") == "Presa 1");
  CHECK(Value("''").reader.text("k", 0) == "");
  Value longer("abcdef");
  CHECK_FALSE(longer.reader.text("k", 1, 5));
  CHECK(longer.message() == "f.yaml:1:4: \"k\" has 6 bytes");
  Value empty("''");
  CHECK_FALSE(empty.reader.text("k"));
  CHECK(empty.message() == "f.yaml:1:4: \"k\" has 0 bytes");
}

TEST_CASE("text of several lines is refused") {
  Value block("|\n  one\n  two");
  CHECK_FALSE(block.reader.text("k"));
  CHECK(block.message() == "f.yaml:1:4: \"k\" holds a line break or another control character");
}

TEST_CASE("a list or a mapping is no text, and a bracket may be the cause") {
  Value list("[a]");
  CHECK_FALSE(list.reader.text("k"));
  CHECK(list.told() == R"(
f.yaml:1:4: "k" must be a text, not a list or a mapping
    1 | k: [a]
      |    ^  quote a value that begins with { or [
1 problem; nothing was started.
)");
}

TEST_CASE("a key without a value is told, and a comment may be the cause") {
  Value empty("#abc");
  CHECK_FALSE(empty.reader.integer("k", 0, 9));
  CHECK(empty.told() == R"(
f.yaml:1:1: "k" has no value
    1 | k: #abc
      | ^  quote a value that begins with #
1 problem; nothing was started.
)");
}

TEST_CASE("a missing key gives nothing and is no finding") {
  Value value("1");
  CHECK_FALSE(value.reader.text("other"));
  CHECK_FALSE(value.reader.integer("other", 0, 9));
  CHECK_FALSE(value.reader.boolean("other"));
  CHECK_FALSE(value.reader.secret("other"));
  CHECK(value.told() == "\n");
}

TEST_CASE("a secret is read and never shown, not even when it is too long") {
  CHECK(Value("'hunter#2'").reader.secret("k")->reveal() == "hunter#2");
  Value longer("hunter2");
  CHECK_FALSE(longer.reader.secret("k", 1, 3));
  CHECK(longer.told().find("hunter2") == std::string::npos);
}

TEST_CASE("whole numbers are taken from their range, bounds included") {
  CHECK(Value("10").reader.integer("k", 10, 3600) == 10);
  CHECK(Value("3600").reader.integer("k", 10, 3600) == 3600);
  Value low("9");
  CHECK_FALSE(low.reader.integer("k", 10, 3600));
  CHECK(low.told() == R"(
f.yaml:1:4: "9" is out of range
    1 | k: 9
      |    ^  expected 10 to 3600
1 problem; nothing was started.
)");
  Value word("ten");
  CHECK_FALSE(word.reader.integer("k", 10, 3600));
  CHECK(word.message() == "f.yaml:1:4: \"ten\" is not a whole number");
}

TEST_CASE("seconds may be fractions and are exact to the microsecond") {
  CHECK(Value("0.05").reader.seconds("k", 0s, 10s) == 50ms);
  CHECK(Value("30").reader.seconds("k", 0s, 60s) == 30s);
  CHECK(Value("0.000001").reader.seconds("k", 0s, 60s) == 1us);
  Value over("60.5");
  CHECK_FALSE(over.reader.seconds("k", 0s, 60s));
  CHECK(over.told().find("expected 0 to 60 seconds") != std::string::npos);
  Value unit("5s");
  CHECK_FALSE(unit.reader.seconds("k", 0s, 60s));
  CHECK(unit.message() == "f.yaml:1:4: \"5s\" is not a number of seconds");
}

TEST_CASE("numbers are taken from their range") {
  CHECK(Value("-12.5").reader.number("k", -90, 90) == doctest::Approx(-12.5));
  CHECK_FALSE(Value("91").reader.number("k", -90, 90));
  CHECK_FALSE(Value("north").reader.number("k", -90, 90));
}

TEST_CASE("true and false have six words, in any case") {
  for (const char* word : {"true", "yes", "on", "ON", "True"}) CHECK(Value(word).reader.boolean("k") == true);
  for (const char* word : {"false", "no", "off", "OFF"}) CHECK(Value(word).reader.boolean("k") == false);
  Value other("1");
  CHECK_FALSE(other.reader.boolean("k"));
  CHECK(other.message() == "f.yaml:1:4: \"1\" is neither true nor false");
}

TEST_CASE("a word outside its list is told with the list, and the nearest word if letters can be near") {
  constexpr std::array<std::pair<std::string_view, int>, 3> words = {{{"3.1", 1}, {"device", 2}, {"last", 3}}};
  CHECK(Value("last").reader.one_of("k", "a word", words) == 3);
  Value near("devise");
  CHECK_FALSE(near.reader.one_of("k", "a word", words));
  CHECK(near.told() == R"(
f.yaml:1:4: "devise" is not a word
    1 | k: devise
      |    ^~~~~~  did you mean "device"? expected one of 3.1, device, last
1 problem; nothing was started.
)");
  Value number("3.2");
  CHECK_FALSE(number.reader.one_of("k", "a word", words));
  CHECK(number.told().find("did you mean") == std::string::npos);
  CHECK_FALSE(Value("Last").reader.one_of("k", "a word", words));
}

TEST_CASE("a list of numbers is checked number by number") {
  CHECK(Value("[18, 19]").reader.integers("k", 1, 255, 3) == std::vector<std::int64_t>{18, 19});
  Value bad("[0, 18, 18, x]");
  bad.reader.integers("k", 1, 255, 4);
  CHECK(bad.diagnostics.errors() == 3);
  CHECK_FALSE(Value("18").reader.integers("k", 1, 255, 3));
  Value longer("[1, 2, 3, 4]");
  CHECK_FALSE(longer.reader.integers("k", 1, 255, 3));
  CHECK(longer.message() == "f.yaml:1:4: \"k\" must be a list of at most 3 numbers: [1, 2]");
}
