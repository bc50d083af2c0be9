// State and TelePeriod. Source: DIALECT.md, 3, 5 and 6.

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// The period after `payload`, sent to a device whose period was 60 in a house of 120.
unsigned period_after(std::string_view payload) {
  Plug plug;
  plug.options.tele_period = 60;
  plug.house.tele_period = 120;
  const Reply reply = plug.send("TelePeriod", payload);
  CHECK(reply.telemetry_soon);
  CHECK(reply.outcome == Outcome::confirmed);
  CHECK(reply.options_changed == (plug.options.tele_period != 60));
  CHECK(transcript(reply.messages) ==
        Lines{R"(stat/RESULT {"TelePeriod":)" + std::to_string(plug.options.tele_period) + "}"});
  return plug.options.tele_period;
}

}  // namespace

TEST_CASE("tasmota 6: TelePeriod takes 0 and 10 to 3600 seconds") {
  CHECK(period_after("0") == 0);
  CHECK(period_after("OFF") == 0);
  CHECK(period_after("10") == 10);
  CHECK(period_after("300") == 300);
  CHECK(period_after("3600") == 3600);
  CHECK(period_after("ALL") == 255);
}

TEST_CASE("tasmota 6: TelePeriod 2 to 9 become 10, 1 the inventory's") {
  for (const char* low : {"2", "5", "9"}) CHECK(period_after(low) == 10);
  CHECK(period_after("1") == 120);
  CHECK(period_after("ON") == 120);
}

TEST_CASE("tasmota 6: anything else asks for TelePeriod, with telemetry all the same") {
  for (const char* query : {"", "?", "3601", "-1", "9999", "abc", "1e"}) {
    CAPTURE(query);
    CHECK(period_after(query) == (std::string_view(query) == "1e" ? 120 : 60));
  }
}

TEST_CASE("tasmota 3: the key has its canonical spelling whatever case was sent") {
  Plug plug;
  CHECK(plug.obeyed("TELEPERIOD") == Lines{R"(stat/RESULT {"TelePeriod":300})"});
  CHECK(plug.obeyed("teleperiod", "20") == Lines{R"(stat/RESULT {"TelePeriod":20})"});
}

TEST_CASE("tasmota 1: _teleperiod acts in silence") {
  Plug plug;
  CHECK(plug.obeyed("_teleperiod", "20").empty());
  CHECK(plug.options.tele_period == 20);
}

TEST_CASE("tasmota 3: State answers RESULT with the whole STATE object") {
  Plug plug;
  const Lines lines = plug.obeyed("State");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with(R"(stat/RESULT {"Time":"2026-08-19T11:30:18","Uptime":"3T04:05:06")"));
  CHECK(plug.obeyed("state", "whatever") == lines);
}
