// What is asked next, and how each command ends, on a clock that goes when told.

#include "families/tasmota_http/poller.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "families/tasmota_http/answer_reader.h"

using namespace presad;
using namespace presad::tasmota_http;
using std::chrono::seconds;
using Asked = std::vector<std::string>;

namespace {

struct Stage {
  void take(Poller::Effects effects) {
    deadline = effects.deadline;
    for (PollerEvent& event : effects.events) {
      if (const auto* ask = std::get_if<Ask>(&event)) asked.push_back(ask->command);
      if (const auto* end = std::get_if<Answered>(&event)) ended.push_back(*end);
      if (const auto* reach = std::get_if<Reachable>(&event)) reachable.push_back(reach->reachable);
      if (const auto* found = std::get_if<Probed>(&event)) probed.push_back(*found);
      if (const auto* told = std::get_if<Telemetry>(&event)) states.push_back(told->state);
    }
  }
  Asked take_asked() { return std::exchange(asked, {}); }
  void relay() { take(poller.set_relaying(true, now)); }
  void forward(CommandId id, const char* word, const char* payload) { take(poller.forward(id, {word, payload}, now)); }
  void answer(const char* body) { take(poller.on_answer(read_answer(200, body), now)); }
  void fail(ErrorKind kind) { take(poller.on_answer(Error{kind, "cause"}, now)); }
  void wait(Duration time) {
    now += time;
    take(poller.on_deadline(now));
  }
  /// One relay, known to be off.
  void settle() {
    relay();
    take(poller.look(now));
    answer(R"({"StatusSTS":{"POWER":"OFF"}})");
    answer(R"({"StatusSNS":{}})");
    take_asked();
  }

  Poller poller;
  Timestamp now{};
  Timestamp deadline = never;
  Asked asked;
  std::vector<Answered> ended;
  std::vector<bool> reachable;
  std::vector<Probed> probed;
  std::vector<std::string> states;  // of its telemetry
};

}  // namespace

TEST_CASE("commands wait until they may go, and go one at a time in their order") {
  Stage stage;
  stage.forward(1, "Power", "ON");
  stage.forward(2, "Var1", "x");
  CHECK(stage.take_asked().empty());
  stage.relay();
  CHECK(stage.take_asked() == Asked{"Power ON"});
  stage.answer(R"({"POWER":"ON"})");
  CHECK(stage.take_asked() == Asked{"Var1 x"});
  REQUIRE(stage.ended.size() == 1);
  CHECK(stage.ended[0].answer.outcome == Outcome::confirmed);
  CHECK(stage.ended[0].answer.json == R"({"POWER":"ON"})");
}

TEST_CASE("a TOGGLE that timed out is never sent again: the relay is read, and tells") {
  for (const bool moved : {true, false}) {
    Stage stage;
    stage.settle();
    stage.forward(1, "Power", "TOGGLE");
    CHECK(stage.take_asked() == Asked{"Power TOGGLE"});
    stage.fail(ErrorKind::timed_out);
    CHECK(stage.take_asked().empty());
    stage.wait(seconds(2));
    CHECK(stage.take_asked() == Asked{"Power"});
    stage.answer(moved ? R"({"POWER":"ON"})" : R"({"POWER":"OFF"})");
    REQUIRE(stage.ended.size() == 1);
    CHECK(stage.ended[0].answer.outcome == (moved ? Outcome::confirmed : Outcome::unconfirmed));
    stage.wait(seconds(60));
    for (const std::string& each : stage.take_asked()) CHECK(each.starts_with("Status"));
  }
}

TEST_CASE("an ON that was answered by nothing is confirmed when the relay shows it") {
  Stage stage;
  stage.settle();
  stage.forward(1, "Power2", "ON");
  stage.answer("{}");
  stage.wait(seconds(1));
  CHECK(stage.take_asked() == Asked{"Power2 ON", "Power2"});
  stage.answer("{}");  // it is still booting
  stage.wait(seconds(1));
  CHECK(stage.take_asked() == Asked{"Power2"});
  stage.answer(R"({"POWER2":"ON"})");
  REQUIRE(stage.ended.size() == 1);
  CHECK(stage.ended[0].answer.outcome == Outcome::confirmed);
}

TEST_CASE("a STATE that was read before a command is not told behind it") {
  Stage stage;
  stage.settle();
  stage.states.clear();
  stage.take(stage.poller.look(stage.now));
  stage.forward(1, "Power", "ON");
  stage.answer(R"({"StatusSTS":{"POWER":"OFF"}})");
  CHECK(stage.take_asked() == Asked{"Status 11", "Power ON"});
  stage.answer(R"({"POWER":"ON"})");
  CHECK(stage.take_asked().empty());
  CHECK(stage.states.empty());
  stage.wait(seconds(1));
  stage.answer(R"({"StatusSTS":{"POWER":"ON"}})");
  stage.answer(R"({"StatusSNS":{}})");
  CHECK(stage.take_asked() == Asked{"Status 11", "Status 10"});
  CHECK(stage.states == std::vector<std::string>{R"({"POWER":"ON"})"});
}

TEST_CASE("of anything but a relay half an answer leaves the outcome open") {
  Stage stage;
  stage.settle();
  stage.forward(1, "Var1", "x");
  stage.answer("{\"Var1\":");
  REQUIRE(stage.ended.size() == 1);
  CHECK(stage.ended[0].answer.outcome == Outcome::unconfirmed);
}

TEST_CASE("Publish says nothing, and that is its answer") {
  Stage stage;
  stage.settle();
  stage.forward(1, "Publish", "some/topic x");
  stage.answer("{}");
  REQUIRE(stage.ended.size() == 1);
  CHECK(stage.ended[0].answer.outcome == Outcome::confirmed);
}

TEST_CASE("a command that never left waits for the device, half a minute at most") {
  Stage stage;
  stage.settle();
  stage.forward(1, "Power", "ON");
  stage.fail(ErrorKind::unreachable);
  CHECK(stage.ended.empty());
  stage.wait(seconds(2));
  CHECK(stage.take_asked() == Asked{"Power ON", "Power ON"});
  stage.fail(ErrorKind::unreachable);
  stage.wait(seconds(28));
  REQUIRE(stage.ended.size() == 1);
  CHECK(stage.ended[0].answer.outcome == Outcome::offline);
}

TEST_CASE("a wrong password ends a command as refused") {
  Stage stage;
  stage.settle();
  stage.forward(1, "Power", "ON");
  stage.take(stage.poller.on_answer(read_answer(401, ""), stage.now));
  REQUIRE(stage.ended.size() == 1);
  CHECK(stage.ended[0].answer.outcome == Outcome::refused);
}

TEST_CASE("three failures are Offline, an answer is Online, and half an answer is one") {
  Stage stage;
  stage.settle();
  for (int each = 0; each < 3; ++each) {
    stage.wait(seconds(20));
    CHECK(stage.take_asked() == Asked{"Status 11"});
    CHECK(stage.reachable.empty());
    stage.fail(ErrorKind::timed_out);
  }
  CHECK(stage.reachable == std::vector<bool>{false});
  stage.wait(seconds(9));
  CHECK(stage.take_asked().empty());
  stage.wait(seconds(1));
  CHECK(stage.take_asked() == Asked{"Status 11"});
  stage.answer("{\"Stat");
  CHECK(stage.reachable == std::vector<bool>{false, true});
}

TEST_CASE("what has not gone out is given back, what has is not") {
  Stage stage;
  stage.settle();
  stage.forward(1, "Power", "ON");
  stage.forward(2, "Power", "OFF");
  CHECK(stage.poller.drop_waiting() == std::vector<CommandId>{2});
  stage.answer(R"({"POWER":"ON"})");
  CHECK(stage.ended.size() == 1);
}

TEST_CASE("a device is asked who it is piece by piece, and of old firmware by its older number") {
  Stage stage;
  stage.take(stage.poller.probe(stage.now));
  stage.answer(R"({"Status":{"Topic":"cantina","FriendlyName":"Cantina"}})");
  stage.answer(R"({"StatusNET":{"Hostname":"h","Mac":"84:E3:42:7A:1B:2C"}})");
  stage.answer(R"({"Command":"Error"})");
  stage.answer(R"x({"StatusFWR":{"Version":"6.7.1(basic)"}})x");
  stage.answer(R"({"StatusLOG":{"SetOption":["00008019","280564","00000000","00000100"]}})");
  stage.answer(R"({"StatusSTS":{"POWER":"ON"}})");
  stage.answer(R"({"Command":"Error"})");
  CHECK(stage.take_asked() ==
        Asked{"Status", "Status 5", "Status 6", "Status 2", "Status 3", "Status 11", "Status 10", "Status 8"});
  stage.answer(R"({"StatusSNS":{"Time":"x"}})");
  REQUIRE(stage.probed.size() == 1);
  CHECK(stage.probed[0].answered);
  CHECK(stage.probed[0].identity.hardware_id == "84E3427A1B2C");
  CHECK(stage.probed[0].identity.topic == "cantina");
  CHECK(stage.probed[0].identity.options.answers_by_command);
  CHECK(stage.probed[0].identity.options.backlog_delay == 100);
  CHECK(stage.probed[0].identity.options.json_only);
  CHECK_FALSE(stage.probed[0].identity.mqtt_enabled);
}

TEST_CASE("a device that says nothing about MQTT is not taken for one without it") {
  Stage stage;
  stage.take(stage.poller.probe(stage.now));
  stage.answer(R"({"Status":{"Topic":"cantina"}})");
  stage.answer(R"({"StatusNET":{"Mac":"84:E3:42:7A:1B:2C"}})");
  stage.answer(R"({"StatusSTS":{}})");
  REQUIRE(stage.probed.size() == 1);
  CHECK_FALSE(stage.probed[0].answered);
}
