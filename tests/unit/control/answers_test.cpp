#include "control/answers.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::control;
using namespace std::chrono_literals;

TEST_CASE("what a command brought is the same on the other side") {
  const CommandReply sent{{{"stat/presa1/RESULT", R"({"POWER":"ON"})"}, {"stat/presa1/POWER", "ON"}},
                          Outcome::unconfirmed,
                          12300us,
                          "it does not answer",
                          true};
  const auto read = read_command(*parse_json(render_command(sent)));
  REQUIRE(read);
  CHECK(read->answers == sent.answers);
  CHECK(read->outcome == sent.outcome);
  CHECK(read->latency == sent.latency);
  CHECK(read->cause == sent.cause);
  CHECK(read->ended);
}

TEST_CASE("a command that has not ended has no outcome") {
  const auto text = render_command({});
  CHECK(text == R"({"answers":[],"ended":false})");
  const auto read = read_command(*parse_json(text));
  REQUIRE(read);
  CHECK(read->outcome == std::nullopt);
  CHECK_FALSE(read->ended);
}

TEST_CASE("a device's datapoints keep their types") {
  const GetReply sent{
      "presa1", R"({"POWER":"ON"})", "", {{1, true}, {18, std::int64_t{120}}, {255, std::string("a\"b")}}};
  const auto read = read_get(*parse_json(render_get(sent)));
  REQUIRE(read);
  CHECK(read->topic == sent.topic);
  CHECK(read->state == sent.state);
  CHECK(read->sensor.empty());
  CHECK(read->datapoints == sent.datapoints);
}

TEST_CASE("datapoints are numbered from 1 to 255") {
  for (const char* key : {"0", "256", "x", "", "1 "}) {
    CAPTURE(key);
    CHECK_FALSE(read_get(*parse_json(R"({"datapoints":{")" + std::string(key) + R"(":1}})")));
  }
  CHECK_FALSE(read_get(*parse_json(R"({"datapoints":{"1":[]}})")));
  CHECK_FALSE(read_get(*parse_json("{}")));
}

TEST_CASE("who was heard on the network is the same on the other side") {
  const std::vector<HeardDevice> sent = {{"bf01", "192.0.2.7", "3.4", "keyx", true, WallTime(10s), WallTime(20s)},
                                         {"bf02", "192.0.2.8", "", "", false, WallTime(11s), WallTime(11s)}};
  const auto read = read_heard(*parse_json(render_heard(sent)));
  REQUIRE(read);
  CHECK(*read == sent);
  CHECK_FALSE(read_heard(*parse_json("{}")));
}

TEST_CASE("a message is the same on the other side") {
  const Said sent{"tele/presa1/LWT", "Online"};
  const auto read = read_said(*parse_json(render_said(sent)));
  REQUIRE(read);
  CHECK(*read == sent);
  CHECK_FALSE(read_said(*parse_json("{}")));
}
