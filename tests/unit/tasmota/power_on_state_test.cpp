// PowerOnState. Source: DIALECT.md, 6.

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

std::string told(int number) { return R"(stat/RESULT {"PowerOnState":)" + std::to_string(number) + "}"; }

}  // namespace

TEST_CASE("tasmota 6: PowerOnState tells the policy by Tasmota's number") {
  Plug plug;
  for (const auto& [power_on, number] : {std::pair{PowerOn::off, 0}, std::pair{PowerOn::on, 1},
                                         std::pair{PowerOn::last, 3}, std::pair{PowerOn::device, 3}}) {
    plug.options.power_on = power_on;
    CHECK(plug.obeyed("PowerOnState") == Lines{told(number)});
    CHECK(plug.options.power_on == power_on);
  }
}

TEST_CASE("tasmota 6: PowerOnState 0, 1 and 3 are off, on and last") {
  struct Case {
    const char* payload;
    PowerOn power_on;
    int number;
  };
  for (const Case& each : {Case{"0", PowerOn::off, 0}, Case{"OFF", PowerOn::off, 0}, Case{"1", PowerOn::on, 1},
                           Case{"on", PowerOn::on, 1}, Case{"1abc", PowerOn::on, 1}, Case{"3", PowerOn::last, 3}}) {
    CAPTURE(each.payload);
    Plug plug;
    const Reply reply = plug.send("PowerOnState", each.payload);
    CHECK(transcript(reply.messages) == Lines{told(each.number)});
    CHECK(reply.outcome == Outcome::confirmed);
    CHECK(reply.power_on_changed);
    CHECK(plug.options.power_on == each.power_on);
  }
}

TEST_CASE("tasmota 6 and 10: PowerOnState 2, 4, 5 and every other value ask, and change nothing") {
  for (const char* query : {"", "?", "2", "4", "5", "9", "-1", "TOGGLE", "BLINKOFF", "ALL", "abc", "99999999999"}) {
    CAPTURE(query);
    Plug plug;
    plug.options.power_on = PowerOn::on;
    const Reply reply = plug.send("PowerOnState", query);
    CHECK(transcript(reply.messages) == Lines{told(1)});
    CHECK(reply.outcome == Outcome::confirmed);
    CHECK_FALSE(reply.power_on_changed);
    CHECK(plug.options.power_on == PowerOn::on);
  }
}

TEST_CASE("a policy that is so already is no change, but last is another than what the device chooses") {
  Plug plug;
  CHECK(plug.send("PowerOnState", "3").power_on_changed);
  CHECK_FALSE(plug.send("PowerOnState", "3").power_on_changed);
}

TEST_CASE("tasmota 1 and 3: _poweronstate acts in silence, and the key has its canonical spelling") {
  Plug plug;
  CHECK(plug.obeyed("_poweronstate", "1").empty());
  CHECK(plug.options.power_on == PowerOn::on);
  CHECK(plug.obeyed("POWERONSTATE") == Lines{told(1)});
}
