// MARGINS, and the commands that set what is crossed. Source: DIALECT.md, 5 and 6.

#include "tasmota/margins.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;
using std::chrono::seconds;

namespace {

/// Readings of a plug that is on, a second apart.
struct Meters {
  Options options;
  Margins margins;
  Timestamp now{std::chrono::hours(1)};
  Power power = Power::on;

  std::string reads(double power_w, double voltage_v = 230, double current_a = 1) {
    now += seconds(1);
    return margins.on_reading({{power}, Meter{power_w, voltage_v, current_a}, 0}, options, now).value_or("");
  }
};

}  // namespace

TEST_CASE("without margins nothing is crossed") {
  Meters meter;
  for (const double power : {0.0, 2000.0, 5.0}) CHECK(meter.reads(power).empty());
  CHECK_FALSE(meter.margins.on_reading({{Power::on}, {}, 0}, meter.options, meter.now));
}

TEST_CASE("PowerDelta to 100 is a part of the smaller load, from 101 on watts") {
  Meters meter;
  meter.options.power_delta = 50;
  CHECK(meter.reads(100).empty());
  CHECK(meter.reads(150).empty());
  CHECK(meter.reads(151) == R"({"MARGINS":{"PowerDelta":51}})");
  CHECK(meter.reads(151).empty());  // once for one change
  CHECK(meter.reads(100) == R"({"MARGINS":{"PowerDelta":-51}})");
  meter.options.power_delta = 110;
  CHECK(meter.reads(110).empty());
  CHECK(meter.reads(111) == R"({"MARGINS":{"PowerDelta":11}})");
}

TEST_CASE("PowerDelta from nothing does not divide by it") {
  Meters meter;
  meter.options.power_delta = 100;
  CHECK(meter.reads(0).empty());
  CHECK(meter.reads(5) == R"({"MARGINS":{"PowerDelta":5}})");
}

TEST_CASE("a load that creeps is compared with what it was three seconds ago") {
  Meters meter;
  meter.options.power_delta = 120;
  for (int power = 100; power < 200; power += 5) CHECK(meter.reads(power).empty());
}

TEST_CASE("low and high ends are told when they are crossed, both ways, and at the end itself not") {
  Meters meter;
  meter.options.power_low = 10;
  meter.options.power_high = 1000;
  meter.options.voltage_high = 240;
  meter.options.current_low = 100;
  CHECK(meter.reads(10).empty());
  CHECK(meter.reads(9) == R"({"MARGINS":{"PowerLow":"ON"}})");
  CHECK(meter.reads(8).empty());
  CHECK(meter.reads(1001, 241, 0.099) ==
        R"({"MARGINS":{"PowerLow":"OFF","PowerHigh":"ON","VoltageHigh":"ON","CurrentLow":"ON"}})");
  CHECK(meter.reads(1000, 240, 0.1) == R"({"MARGINS":{"PowerHigh":"OFF","VoltageHigh":"OFF","CurrentLow":"OFF"}})");
}

TEST_CASE("what is off crosses no end") {
  Meters meter;
  meter.options.power_low = 10;
  meter.power = Power::off;
  CHECK(meter.reads(0).empty());
}

TEST_CASE("absurd readings are none") {
  Meters meter;
  meter.options.power_delta = 1;
  meter.options.power_high = 1;
  CHECK(meter.reads(0).empty());
  CHECK(meter.reads(1e300).empty());
}

TEST_CASE("tasmota 6: margins are set within their bounds, and asked for by all else; PowerDelta has an index") {
  Plug plug;
  plug.state.meter = Meter{};
  for (const char* word : {"PowerLow", "PowerHigh", "VoltageLow", "VoltageHigh", "CurrentLow", "CurrentHigh"}) {
    CAPTURE(word);
    const auto told = [&](const char* number) {
      return Lines{std::string("stat/RESULT {\"") + word + "\":" + number + "}"};
    };
    CHECK(plug.obeyed(word) == told("0"));
    CHECK(plug.obeyed(word, "250") == told("250"));
    CHECK(plug.obeyed(word, "25001") == told("250"));
    CHECK(plug.obeyed(word, "-1") == told("250"));
  }
  CHECK(plug.obeyed("PowerDelta", "101") == Lines{R"(stat/RESULT {"PowerDelta1":101})"});
  CHECK(plug.obeyed("PowerDelta1", "32001") == Lines{R"(stat/RESULT {"PowerDelta1":101})"});
  CHECK(plug.obeyed("PowerDelta2", "5") == Lines{R"(stat/RESULT {"Command":"Error","Input":"POWERDELTA2 5"})"});
}

TEST_CASE("tasmota 10: a device without a meter does not know margins") {
  Plug plug;
  for (const char* word : {"POWERDELTA", "POWERLOW", "CURRENTHIGH"}) {
    CHECK(plug.obeyed(word, "5") ==
          Lines{std::string(R"(stat/RESULT {"Command":"Unknown","Input":")") + word + " 5\"}"});
  }
}
