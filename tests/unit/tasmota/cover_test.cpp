// Covers as transcripts. Source: DIALECT.md, 9.

#include <doctest/doctest.h>

#include "base/json.h"
#include "lamp.h"
#include "tasmota/shutter.h"
#include "tasmota/telemetry.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// What the cover is told: "open", "close", "stop", "go to 30", or how the word is answered.
std::string told(Shutter& shutter, std::string_view word, std::string_view payload = "") {
  const Reply reply = shutter.send(word, payload);
  if (reply.orders.empty()) return reply.messages.empty() ? "" : reply.messages[0].payload;
  const auto& move = std::get<MoveCover>(reply.orders[0].command);
  const char* const actions[] = {"open", "close", "stop", "go to "};
  const std::string action = actions[static_cast<int>(move.action)];
  return move.action == CoverAction::go_to ? action + std::to_string(move.position) : action;
}

std::string told(std::string_view word, std::string_view payload = "") {
  Shutter shutter;
  return told(shutter, word, payload);
}

}  // namespace

TEST_CASE("tasmota 9: open, close, stop and position, with words and without") {
  CHECK(told("ShutterOpen") == "open");
  CHECK(told("ShutterOpen1") == "open");
  CHECK(told("shutterclose", "1") == "close");
  CHECK(told("ShutterStop1") == "stop");
  CHECK(told("ShutterPosition1", "30") == "go to 30");
  CHECK(told("ShutterPosition", "100") == "open");
  CHECK(told("ShutterPosition", "150") == "open");
  CHECK(told("ShutterPosition", "0") == "close");
  CHECK(told("ShutterPosition", "-5") == "close");
  for (const char* opens : {"OPEN", "up", "TOGGLE"}) CHECK(told("ShutterPosition", opens) == "open");
  for (const char* closes : {"CLOSE", "down"}) CHECK(told("ShutterPosition", closes) == "close");
  CHECK(told("ShutterPosition", "stop") == "stop");
}

TEST_CASE("tasmota 9: ShutterToggle goes to the other end") {
  Shutter shutter;
  CHECK(told(shutter, "ShutterToggle") == "open");
  shutter.state.cover->position = 51;
  CHECK(told(shutter, "ShutterToggle") == "close");
}

TEST_CASE("tasmota 9: StopOpen, StopClose and StopPosition stop what moves") {
  Shutter shutter;
  CHECK(told(shutter, "ShutterStopOpen") == "open");
  CHECK(told(shutter, "ShutterStopClose") == "close");
  CHECK(told(shutter, "ShutterStopPosition", "30") == "go to 30");
  shutter.state.cover->direction = CoverDirection::closing;
  for (const char* word : {"ShutterStopOpen", "ShutterStopClose", "ShutterStopPosition"}) {
    CHECK(told(shutter, word) == "stop");
  }
}

TEST_CASE("tasmota 9: what moves a cover is answered with where it is and goes, a stop with Done") {
  Shutter shutter;
  const Reply open = shutter.send("ShutterOpen1");
  shutter.state.cover = Cover{true, 40, 100, CoverDirection::opening};
  CHECK(transcript(render_answer(shutter.state, open.orders.at(0), Outcome::confirmed, shutter.options)) ==
        Lines{R"(stat/RESULT {"Shutter1":{"Position":40,"Direction":1,"Target":100,"Tilt":0}})"});
  CHECK(shutter.obeyed("ShutterStop1") == Lines{R"(stat/RESULT {"ShutterStop":"Done"})"});
  CHECK(shutter.obeyed("ShutterClose", "", Outcome::offline) ==
        Lines{R"(stat/RESULT {"Command":"Offline","Input":"SHUTTERCLOSE"})"});
}

TEST_CASE("tasmota 9: SENSOR and Status 10 tell where the cover is") {
  Shutter shutter;
  JsonWriter json;
  write_sensor(json, shutter.view(), Report::on_request);
  CHECK(json.text() ==
        R"({"Time":"2026-08-19T11:30:18","Shutter1":{"Position":40,"Direction":0,"Target":40,"Tilt":0}})");
  CHECK(render_telemetry(shutter.view()).size() == 2);
  CHECK(shutter.obeyed("Status", "10")[0].find(R"("Shutter1":{"Position":40,)") != std::string::npos);
  CHECK(told("ShutterPosition") == R"({"Shutter1":{"Position":40,"Direction":0,"Target":40,"Tilt":0}})");
}

TEST_CASE("a cover that does not know where it is says so by leaving it out") {
  CHECK(render_shutter({false, {}, {}, CoverDirection::closing}) == R"({"Shutter1":{"Direction":-1,"Tilt":0}})");
}

TEST_CASE("a cover without positions goes to its ends only") {
  Shutter shutter(false);
  CHECK(told(shutter, "ShutterPosition", "100") == "open");
  CHECK(told(shutter, "ShutterPosition", "30") == R"({"Command":"Error","Input":"SHUTTERPOSITION 30"})");
}

TEST_CASE("tasmota 9: a locked cover stands still") {
  Shutter shutter;
  CHECK(told(shutter, "ShutterLock", "1") == R"({"ShutterLock1":1})");
  CHECK(told(shutter, "ShutterPosition1", "30") == R"({"ShutterPosition1":"Locked"})");
  CHECK(shutter.send("ShutterOpen").outcome == Outcome::refused);
  CHECK(told(shutter, "ShutterStop") == "stop");
  CHECK(told(shutter, "ShutterLock", "0") == R"({"ShutterLock1":0})");
  CHECK(told(shutter, "ShutterOpen") == "open");
}

TEST_CASE("tasmota 9: nothing is inverted and nothing tilts") {
  CHECK(told("ShutterInvert") == R"({"ShutterInvert1":0})");
  CHECK(told("ShutterInvert", "1") == R"({"Command":"Error","Input":"SHUTTERINVERT 1"})");
  CHECK(told("ShutterTilt1") == R"({"ShutterTilt1":0})");
  CHECK(told("ShutterTilt", "40") == R"({"Command":"Error","Input":"SHUTTERTILT 40"})");
}

TEST_CASE("tasmota 10: there is one cover, and a device without one knows no such word") {
  CHECK(told("ShutterOpen5") == R"({"Command":"Error","Input":"SHUTTEROPEN5"})");
  CHECK(told("ShutterOpen", "2") == R"({"Command":"Error","Input":"SHUTTEROPEN 2"})");
  CHECK(told("ShutterPosition2", "4") == R"({"Command":"Error","Input":"SHUTTERPOSITION2 4"})");
  CHECK(Plug().obeyed("ShutterOpen") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"SHUTTEROPEN"})"});
}
