// EnergyTotal, EnergyToday, EnergyYesterday. Source: DIALECT.md, 6 and 10.

#include <doctest/doctest.h>

#include "base/text.h"
#include "plug.h"
#include "tasmota/energy.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

constexpr const char* words[] = {"EnergyTotal", "EnergyToday", "EnergyYesterday"};

/// Has measured 137.402 kWh, 0.512 of them yesterday and 0.201 today.
Plug metering_plug() {
  Plug plug;
  plug.state.meter = Meter{43.0, 231.0, 0.263};
  plug.energy = EnergyTotals{plug.moment.now, 137.402, 0.512, 0.201, 4.0};
  return plug;
}

/// What `payload` corrects; nothing is answered yet.
EnergyCorrection corrected(std::string_view word, std::string_view payload) {
  Plug plug = metering_plug();
  const Reply reply = plug.send(word, payload);
  CHECK(reply.messages.empty());
  CHECK(reply.orders.empty());
  CHECK(reply.outcome == Outcome::confirmed);
  REQUIRE(reply.correction);
  return *reply.correction;
}

double energy_wh(std::string_view payload) { return corrected("EnergyTotal", payload).energy_wh; }

std::int64_t since(std::string_view payload) {
  const auto time = corrected("EnergyTotal", payload).since;
  REQUIRE(time);
  return std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count();
}

}  // namespace

TEST_CASE("tasmota 6: without a value each of the three tells all counters under its own name") {
  Plug plug = metering_plug();
  for (const char* word : words) {
    const Lines told = {std::string("stat/RESULT {\"") + word +
                        R"(":{"Total":137.402,"Yesterday":0.512,"Today":0.201}})"};
    CHECK(plug.obeyed(word) == told);
    CHECK(plug.obeyed(word, "?") == told);
    CHECK_FALSE(plug.send(word).correction);
  }
}

TEST_CASE("tasmota 6: a value in Wh corrects the counter, 0 resets it") {
  CHECK(corrected("EnergyTotal", "137402").counter == EnergyCounter::total);
  CHECK(corrected("EnergyToday", "201").counter == EnergyCounter::today);
  CHECK(corrected("EnergyYesterday", "512").counter == EnergyCounter::yesterday);
  CHECK(energy_wh("137402") == 137402);
  CHECK(energy_wh("0") == 0);
  CHECK_FALSE(corrected("EnergyTotal", "0").since);
}

TEST_CASE("tasmota 2: the value is read as all numbers are") {
  CHECK(energy_wh("0x10") == 16);
  CHECK(energy_wh("010") == 8);
  CHECK(energy_wh("1000abc") == 1000);
  CHECK(energy_wh("1000.9") == 1000);
  CHECK(energy_wh("  +5 ") == 5);
}

TEST_CASE("tasmota 6: an epoch behind the value is TotalStartTime, after a comma or a blank") {
  CHECK(since("100,1736000000") == 1'736'000'000);
  CHECK(since("100, 1736000000") == 1'736'000'000);
  CHECK(since("100 1736000000") == 1'736'000'000);
  CHECK(since("100,4294967295") == 4'294'967'295);
  CHECK(since("100,1736000000,rubbish") == 1'736'000'000);
  CHECK(corrected("EnergyToday", "100,1736000000").since == corrected("EnergyTotal", "0,1736000000").since);
  CHECK_FALSE(corrected("EnergyTotal", "100,").since);
}

TEST_CASE("what cannot be read, or cannot be, is an error and corrects nothing") {
  for (const std::string payload :
       {"-1", "nan", "NAN", "inf", "abc", "OFF", "ALL", ",", "1000000001", "99999999999999999999", "-0x10", "100,x",
        "100,-1", "100,500", "100,0", "100,1451602799", "100,4294967296", "100,99999999999999999999"}) {
    CAPTURE(payload);
    Plug plug = metering_plug();
    const Reply reply = plug.send("EnergyTotal", payload);
    CHECK_FALSE(reply.correction);
    CHECK(reply.outcome == Outcome::refused);
    CHECK(transcript(reply.messages) ==
          Lines{R"(stat/RESULT {"Command":"Error","Input":"ENERGYTOTAL )" + payload + "\"}"});
  }
  CHECK(energy_wh("1000000000") == 1e9);
}

TEST_CASE("the answer to a correction shows the totals that came of it") {
  const EnergyTotals after{{}, 1.201, 0.512, 0.201, 0.0};
  CHECK(transcript(render_corrected(corrected("energytotal", "1000"), after, {})) ==
        Lines{R"(stat/RESULT {"EnergyTotal":{"Total":1.201,"Yesterday":0.512,"Today":0.201}})"});
  CHECK(transcript(render_corrected(corrected("ENERGYTODAY", "201"), after, {})) ==
        Lines{R"(stat/RESULT {"EnergyToday":{"Total":1.201,"Yesterday":0.512,"Today":0.201}})"});
  CHECK(transcript(render_corrected(corrected("EnergyYesterday", "512"), after, {})) ==
        Lines{R"(stat/RESULT {"EnergyYesterday":{"Total":1.201,"Yesterday":0.512,"Today":0.201}})"});
}

TEST_CASE("tasmota 1: _energytotal corrects in silence, and errors are told all the same") {
  Plug plug = metering_plug();
  CHECK(plug.obeyed("_EnergyTotal").empty());
  CHECK(render_corrected(corrected("_EnergyTotal", "5"), {}, {}).empty());
  CHECK(plug.obeyed("_EnergyTotal", "x") == Lines{R"(stat/RESULT {"Command":"Error","Input":"ENERGYTOTAL x"})"});
}

TEST_CASE("tasmota 10: a device without a meter does not know the three") {
  for (const char* word : words) {
    Plug plug;
    CHECK(plug.obeyed(word, "0") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":")" + to_upper(word) + " 0\"}"});
  }
}

TEST_CASE("tasmota 10: a meter that has not measured yet, and a phase that is not there, are errors") {
  Plug plug;
  plug.state.meter = Meter{};
  CHECK(plug.obeyed("EnergyTotal", "5") == Lines{R"(stat/RESULT {"Command":"Error","Input":"ENERGYTOTAL 5"})"});
  plug = metering_plug();
  CHECK(plug.obeyed("EnergyTotal2", "5") == Lines{R"(stat/RESULT {"Command":"Error","Input":"ENERGYTOTAL2 5"})"});
  CHECK(plug.obeyed("EnergyTotal0") == Lines{R"(stat/RESULT {"Command":"Error","Input":"ENERGYTOTAL0"})"});
}
