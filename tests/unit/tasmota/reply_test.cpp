// Source: DIALECT.md, 3 and 10.

#include "tasmota/reply.h"

#include <doctest/doctest.h>

#include <string>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("tasmota 3: a change from elsewhere is told exactly as a command is") {
  const State plug{{Power::off}, {}};
  CHECK(transcript(render_power(plug, 1, {})) == Lines{R"(stat/RESULT {"POWER":"OFF"})", "stat/POWER OFF"});
  const State strip{{Power::off, Power::on}, {}};
  CHECK(transcript(render_power(strip, 2, {})) == Lines{R"(stat/RESULT {"POWER2":"ON"})", "stat/POWER2 ON"});
}

TEST_CASE("an undefined relay and one that is not there tell nothing") {
  const State state{{Power::undefined, Power::on}, {}};
  CHECK(render_power(state, 1, {}).empty());
  CHECK(render_power(state, 0, {}).empty());
  CHECK(render_power(state, 3, {}).empty());
  CHECK(render_power({}, 1, {}).empty());
}

TEST_CASE("a done order that is no power command answers what it was given") {
  const Order order{ReadDatapoints{}, "TUYASEND0", R"({"TuyaSend":"Done"})", false};
  CHECK(transcript(render_answer({}, order, Outcome::confirmed, {})) == Lines{R"(stat/RESULT {"TuyaSend":"Done"})"});
  CHECK(transcript(render_answer({}, order, Outcome::unchanged, {})) == Lines{R"(stat/RESULT {"TuyaSend":"Done"})"});
  CHECK(transcript(render_answer({}, order, Outcome::offline, {})) ==
        Lines{R"(stat/RESULT {"Command":"Offline","Input":"TUYASEND0"})"});
}

TEST_CASE("every outcome has a word") {
  CHECK(outcome_word(Outcome::confirmed) == "Confirmed");
  CHECK(outcome_word(Outcome::unchanged) == "Unchanged");
  CHECK(outcome_word(Outcome::unconfirmed) == "Unconfirmed");
  CHECK(outcome_word(Outcome::superseded) == "Superseded");
  CHECK(outcome_word(Outcome::offline) == "Offline");
  CHECK(outcome_word(Outcome::refused) == "Refused");
}

TEST_CASE("tasmota 10: Input is the upper-cased word, the index if not 1, and the raw payload") {
  CHECK(render_input(parse_command_word("foo"), "bar") == "FOO bar");
  CHECK(render_input(parse_command_word("foo1"), "") == "FOO");
  CHECK(render_input(parse_command_word("foo12"), "Bar Baz ") == "FOO12 Bar Baz ");
}

TEST_CASE("tasmota 10: Input carries at most 63 bytes of the payload") {
  const std::string exact(63, 'x');
  CHECK(render_input(parse_command_word("foo"), exact) == "FOO " + exact);
  CHECK(render_input(parse_command_word("foo"), exact + "y") == "FOO " + exact);
  CHECK(render_input(parse_command_word("foo"), std::string(10'000, 'x')) == "FOO " + exact);
}

TEST_CASE("Input is never cut in the middle of a character") {
  const std::string umlauts = std::string(62, 'x') + "\xc3\xbc";  // the 63rd byte is half of it
  CHECK(render_input(parse_command_word("foo"), umlauts + "zz") == "FOO " + std::string(62, 'x'));
  const std::string emoji = std::string(60, 'x') + "\xf0\x9f\x94\x8c";
  CHECK(render_input(parse_command_word("foo"), emoji) == "FOO " + std::string(60, 'x'));
  CHECK(render_input(parse_command_word("foo"), std::string(100, '\xbf')).size() == 4 + 63);  // no character at all
}

TEST_CASE("tasmota 10: unknown and error replies are JSON whatever was sent") {
  CHECK(line(render_unknown("FOO bar")) == R"(stat/RESULT {"Command":"Unknown","Input":"FOO bar"})");
  CHECK(line(render_error("POWER5 on")) == R"(stat/RESULT {"Command":"Error","Input":"POWER5 on"})");
  CHECK(line(render_unknown("FOO \"\\\n")) == R"(stat/RESULT {"Command":"Unknown","Input":"FOO \"\\\n"})");
  CHECK(line(render_unknown("FOO \xff")) == "stat/RESULT {\"Command\":\"Unknown\",\"Input\":\"FOO \xef\xbf\xbd\"}");
}
