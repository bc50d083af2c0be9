// PulseTime, TimedPower, Blink. Source: DIALECT.md, 3 and 6.

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;
using std::chrono::milliseconds;

namespace {

std::string zeros(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += ",0";
  return text;
}

SetPower set_power(const Reply& reply) { return std::get<SetPower>(reply.orders.at(0).command); }

}  // namespace

TEST_CASE("tasmota 6: PulseTime is told with what is left of it, and starts when it is set") {
  Plug plug;
  const Reply reply = plug.send("PulseTime", "20");
  CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"PulseTime1":{"Set":20,"Remaining":20}})"});
  CHECK(reply.pulse_set == 1U);
  CHECK(reply.options_changed);
  plug.waiting.pulses[0] = 7;
  CHECK(plug.obeyed("PulseTime1") == Lines{R"(stat/RESULT {"PulseTime1":{"Set":20,"Remaining":7}})"});
  CHECK_FALSE(plug.send("PulseTime1", "-1").pulse_set);
  CHECK_FALSE(plug.send("PulseTime1", "65536").pulse_set);
  CHECK(plug.obeyed("PulseTime32", "64900") == Lines{R"(stat/RESULT {"PulseTime32":{"Set":64900,"Remaining":64900}})"});
  CHECK(plug.obeyed("PulseTime33", "5") == Lines{R"(stat/RESULT {"Command":"Error","Input":"PULSETIME33 5"})"});
}

TEST_CASE("tasmota 6: PulseTime alone tells all thirty-two") {
  Plug plug;
  plug.options.pulse_times.own()[0] = 112;
  plug.waiting.pulses[0] = 110;
  CHECK(plug.obeyed("PulseTime") ==
        Lines{R"(stat/RESULT {"PulseTime":{"Set":[112)" + zeros(31) + R"(],"Remaining":[110)" + zeros(31) + "]}}"});
}

TEST_CASE("tasmota 6: TimedPower switches at once and leaves behind what undoes it") {
  struct Case {
    const char* payload;
    PowerAction first;
    int undone_by;
    int milliseconds;
  };
  for (const Case& each : {Case{"2000", PowerAction::on, 0, 2000}, Case{"2500,0", PowerAction::off, 1, 2500},
                           Case{"2500, off", PowerAction::off, 1, 2500}, Case{"100,2", PowerAction::toggle, 2, 100},
                           Case{"0", PowerAction::on, 0, 50}, Case{"abc", PowerAction::on, 0, 50}}) {
    CAPTURE(each.payload);
    Plug plug;
    const Reply reply = plug.send("TimedPower", each.payload);
    CHECK(set_power(reply).action == each.first);
    REQUIRE(reply.timed_power);
    CHECK(reply.timed_power->relay == 1);
    CHECK(reply.timed_power->value == each.undone_by);
    CHECK(reply.timed_power->in == milliseconds(each.milliseconds));
  }
}

TEST_CASE("tasmota 6: TimedPower0 is for all relays, and one that is not there is an error") {
  Plug plug;
  plug.state.relays = {Power::off, Power::off};
  const Reply reply = plug.send("TimedPower0", "1000");
  CHECK(reply.orders.size() == 2);
  CHECK(reply.timed_power->relay == 0);
  CHECK(plug.send("TimedPower3", "1000").outcome == Outcome::refused);
  CHECK_FALSE(plug.send("TimedPower3", "1000").timed_power);
}

TEST_CASE("tasmota 6: TimedPower tells what waits, and drops a relay's") {
  Plug plug;
  CHECK(plug.obeyed("TimedPower") == Lines{R"(stat/RESULT {"TimedPower":"Empty"})"});
  plug.waiting.timed = {{1, 0, milliseconds(1990)}, {2, 2, milliseconds(5)}};
  CHECK(
      plug.obeyed("TimedPower") ==
      Lines{
          R"(stat/RESULT {"TimedPower":[{"Remaining":1990,"Command":"Power1 0"},{"Remaining":5,"Command":"Power2 2"}]})"});
  const Reply reply = plug.send("TimedPower1");
  CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"TimedPower":"Done"})"});
  CHECK(reply.timed_dropped == 1U);
}

TEST_CASE("tasmota 3: Power BLINK answers in words of its own") {
  Plug plug;
  const Reply reply = plug.send("Power", "BLINK");
  CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"POWER":"Blink ON"})"});
  REQUIRE(reply.blink);
  CHECK(reply.blink->relay == 1);
  CHECK(reply.blink->begins);
  const Reply end = plug.send("Power1", "4");
  CHECK(transcript(end.messages) == Lines{R"(stat/RESULT {"POWER":"Blink OFF"})"});
  CHECK_FALSE(end.blink->begins);
  CHECK(plug.send("Power5", "BLINK").outcome == Outcome::refused);
}

TEST_CASE("what does not answer, or does not say where it stands, cannot blink") {
  Plug plug;
  plug.condition.online = false;
  CHECK(plug.obeyed("Power", "BLINK") == Lines{R"(stat/RESULT {"Command":"Offline","Input":"POWER BLINK"})"});
  CHECK_FALSE(plug.send("Power", "BLINK").blink);
}

TEST_CASE("tasmota 6 and 10: BlinkTime and BlinkCount are set within their bounds, and asked for by all else") {
  Plug plug;
  CHECK(plug.obeyed("BlinkTime") == Lines{R"(stat/RESULT {"BlinkTime":10})"});
  CHECK(plug.obeyed("BlinkTime", "1") == Lines{R"(stat/RESULT {"BlinkTime":10})"});
  CHECK(plug.obeyed("blinktime", "2") == Lines{R"(stat/RESULT {"BlinkTime":2})"});
  CHECK(plug.obeyed("BlinkCount", "0") == Lines{R"(stat/RESULT {"BlinkCount":0})"});
  CHECK(plug.obeyed("BlinkCount", "32001") == Lines{R"(stat/RESULT {"BlinkCount":0})"});
}
