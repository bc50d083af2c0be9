// Timers and Timer1 to Timer16. Source: DIALECT.md, 6.

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

constexpr const char* cleared =
    R"({"Enable":0,"Mode":0,"Time":"00:00","Window":0,"Days":"0000000","Repeat":0,"Output":1,"Action":0})";

Lines timer_says(const std::string& word, const std::string& object) {
  return {"stat/RESULT {\"" + word + "\":" + object + "}"};
}

}  // namespace

TEST_CASE("tasmota 6: Timer is set by what is given, in any case and order, and told whole") {
  Plug plug;
  CHECK(plug.obeyed("Timer1") == timer_says("Timer1", cleared));
  const Reply reply = plug.send(
      "timer2", R"({"action":1,"DAYS":"--TW--S","Enable":1,"Time":"02:23","Window":5,"Repeat":1,"Output":1,"X":[1]})");
  CHECK(reply.timer_set == 2U);
  CHECK(transcript(reply.messages) ==
        timer_says(
            "Timer2",
            R"({"Enable":1,"Mode":0,"Time":"02:23","Window":5,"Days":"0011001","Repeat":1,"Output":1,"Action":1})"));
  CHECK(plug.obeyed("Timer2", R"({"Time":"8"})") ==
        timer_says(
            "Timer2",
            R"({"Enable":1,"Mode":0,"Time":"08:00","Window":5,"Days":"0011001","Repeat":1,"Output":1,"Action":1})"));
  CHECK_FALSE(plug.send("Timer2").timer_set);
}

TEST_CASE("tasmota 6: what a timer cannot be is made to fit, as the firmware does") {
  struct Case {
    const char* given;
    const char* told;
  };
  for (const Case& each :
       {Case{R"({"Time":"25:70"})", R"("Time":"23:59")"}, Case{R"({"Time":"08:09"})", R"("Time":"08:09")"},
        Case{R"({"Window":17})", R"("Window":1,)"}, Case{R"({"Output":2})", R"("Output":1,)"},
        Case{R"({"Action":"2"})", R"("Action":2})"}, Case{R"({"Days":"1111111111"})", R"("Days":"1111111")"},
        Case{R"({"Arm":1})", R"("Enable":1,)"}, Case{R"({"Time":""})", R"("Time":"00:00")"}}) {
    CAPTURE(each.given);
    Plug plug;
    CHECK(plug.obeyed("Timer1", each.given).at(0).find(each.told) != std::string::npos);
  }
  Plug strip;
  strip.state.relays = {Power::on, Power::on};
  CHECK(strip.obeyed("Timer1", R"({"Output":2})").at(0).find(R"("Output":2,)") != std::string::npos);
}

TEST_CASE("tasmota 6: a timer is cleared, copied, and there are sixteen") {
  Plug plug;
  plug.send("Timer3", R"({"Enable":1,"Time":"06:30","Days":"1111111"})");
  CHECK(plug.obeyed("Timer16", "3").at(0).find(R"({"Timer16":{"Enable":1,"Mode":0,"Time":"06:30")") !=
        std::string::npos);
  CHECK(plug.obeyed("Timer3", "0") == timer_says("Timer3", cleared));
  CHECK(plug.obeyed("Timer17") == Lines{R"(stat/RESULT {"Command":"Error","Input":"TIMER17"})"});
  CHECK(plug.obeyed("Timer0", "0") == Lines{R"(stat/RESULT {"Command":"Error","Input":"TIMER0 0"})"});
}

TEST_CASE("tasmota 6: what is no JSON object changes nothing") {
  for (const char* const text : {"{", "17", "abc", "[1]", R"({"Time":"06:30")"}) {
    CAPTURE(text);
    Plug plug;
    const Reply reply = plug.send("Timer1", text);
    CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"Timer1":"Invalid JSON"})"});
    CHECK(reply.outcome == Outcome::refused);
    CHECK(*plug.options.timers == Timers{});
  }
}

TEST_CASE("a timer by the sun takes an offset, and needs to know where the house stands") {
  Plug plug;
  CHECK(plug.obeyed("Timer1", R"({"Enable":1,"Mode":2,"Time":"-01:30"})") ==
        Lines{R"(stat/RESULT {"Timer1":"Latitude and longitude are not in the inventory"})"});
  CHECK(*plug.options.timers == Timers{});
  plug.house.location = Location{45.44, 12.33};
  CHECK(plug.obeyed("Timer1", R"({"Mode":2,"Time":"-01:30"})").at(0).find(R"("Mode":2,"Time":"-01:30")") !=
        std::string::npos);
  CHECK(plug.options.timers->timer[0].sun_offset() == -90);
  plug.send("Timer1", R"({"Time":"0:45"})");
  CHECK(plug.options.timers->timer[0].sun_offset() == 45);
  plug.send("Timer1", R"({"Mode":0,"Time":"13:30"})");
  CHECK(plug.obeyed("Timer1").at(0).find(R"("Time":"13:30")") != std::string::npos);
}

TEST_CASE("tasmota 6: Timers switches all of them, and tells all of them") {
  Plug plug;
  std::string all;
  for (int i = 1; i <= 16; ++i) all += ",\"Timer" + std::to_string(i) + "\":" + cleared;
  CHECK(plug.obeyed("Timers") == Lines{R"(stat/RESULT {"Timers":"OFF")" + all + "}"});
  CHECK(plug.obeyed("Timers", "ON") == Lines{R"(stat/RESULT {"Timers":"ON")" + all + "}"});
  CHECK(plug.obeyed("Timers", "2") == Lines{R"(stat/RESULT {"Timers":"OFF")" + all + "}"});
  CHECK(plug.send("Timers", "1").timer_set == 0U);
  CHECK_FALSE(plug.send("Timers", "3").timer_set);
  CHECK(plug.options.timers->enabled);
}

TEST_CASE("timers come back from their text as they were, which is short, and rubbish is none") {
  Timers timers;
  CHECK(render_timers(timers).empty());
  timers.enabled = true;
  for (std::size_t i = 0; i < max_timers; ++i) {
    timers.timer[i] = {
        true, TimerMode::sunset, 1439 - static_cast<int>(i), 15, 0x7F, true, static_cast<std::uint8_t>(i), 3};
  }
  const std::string text = render_timers(timers);
  CHECK(text.size() < 2048);
  CHECK(restore_timers(text) == timers);
  for (const char* const rubbish : {"", "{", "[]", "7", R"({"Timer1":7,"Timers":{}})"}) {
    CHECK(restore_timers(rubbish) == Timers{});
  }
}
