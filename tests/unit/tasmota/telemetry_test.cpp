// STATE, SENSOR, LWT and INFO as exact texts. Source: DIALECT.md, 4 and 5.

#include "tasmota/telemetry.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

constexpr const char* no_commands =
    R"("Commands":{"Confirmed":0,"Unchanged":0,"Unconfirmed":0,"Superseded":0,"Offline":0,"Refused":0}})";

Lines telemetry(Plug& plug) { return transcript(render_telemetry(plug.view())); }

}  // namespace

TEST_CASE("tasmota 5: STATE has Tasmota's keys in Tasmota's order, Presad last") {
  Plug plug;
  CHECK(telemetry(plug) ==
        Lines{std::string(R"(tele/STATE {"Time":"2026-08-19T11:30:18","Uptime":"3T04:05:06","UptimeSec":273906,)"
                          R"("MqttCount":1,"POWER":"ON","Hostname":"plug-kitchen-6956","IPAddress":"192.168.1.40",)"
                          R"("Presad":{"Version":"0.1.0","Session":"established","Protocol":"3.3",)") +
              no_commands + "}"});
}

TEST_CASE("tasmota 5: STATE of a strip names every relay") {
  Plug plug;
  plug.state.relays = {Power::on, Power::off, Power::on};
  CHECK(telemetry(plug)[0].find(R"("MqttCount":1,"POWER1":"ON","POWER2":"OFF","POWER3":"ON","Hostname")") !=
        std::string::npos);
}

TEST_CASE("STATE leaves an undefined relay out and says why the device is offline") {
  Plug plug;
  plug.state.relays = {Power::undefined};
  plug.condition = {false, Trouble::relay_undefined, "booted without its cloud", "192.168.1.40", "3.3", {}, {}};
  const std::string state = telemetry(plug)[0];
  CHECK(state.find("POWER") == std::string::npos);
  CHECK(state.find(R"("Presad":{"Version":"0.1.0","Session":"relay undefined","Protocol":"3.3",)"
                   R"("Cause":"booted without its cloud","Commands")") != std::string::npos);
}

TEST_CASE("STATE tells how the last command ended, how long it took, and how many ended how") {
  Plug plug;
  plug.tally.last = Outcome::confirmed;
  plug.tally.last_latency = std::chrono::microseconds(12'345);
  plug.tally.ended[static_cast<std::size_t>(Outcome::confirmed)] = 7;
  plug.tally.ended[static_cast<std::size_t>(Outcome::refused)] = 1;
  CHECK(telemetry(plug)[0].find(
            R"("Outcome":"Confirmed","LatencyMs":12.3,"Commands":{"Confirmed":7,"Unchanged":0,"Unconfirmed":0,)"
            R"("Superseded":0,"Offline":0,"Refused":1}}})") != std::string::npos);
}

TEST_CASE("presad's own STATE counts devices and has no relay") {
  Plug presad;
  presad.identity.kind = Kind::presad;
  presad.state.relays.clear();
  presad.tally.devices_online = 4;
  presad.tally.devices_offline = 1;
  CHECK(telemetry(presad) ==
        Lines{std::string(R"(tele/STATE {"Time":"2026-08-19T11:30:18","Uptime":"3T04:05:06","UptimeSec":273906,)"
                          R"("MqttCount":1,"Hostname":"plug-kitchen-6956","IPAddress":"192.168.1.40",)"
                          R"("Presad":{"Version":"0.1.0","Devices":{"Online":4,"Offline":1},)") +
              no_commands + "}"});
}

TEST_CASE("tasmota 5: SENSOR follows STATE only where there is something to measure") {
  Plug plug;
  CHECK(telemetry(plug).size() == 1);
  plug.state.meter = Meter{};  // a meter that has not said anything yet
  CHECK(telemetry(plug).size() == 1);
  plug.state.meter = Meter{42.5, 230.2, 0.263};
  const Lines lines = telemetry(plug);
  REQUIRE(lines.size() == 2);
  CHECK(lines[1] == R"(tele/SENSOR {"Time":"2026-08-19T11:30:18","ENERGY":{"Power":43,"ApparentPower":61,)"
                    R"("ReactivePower":43,"Factor":0.70,"Voltage":230,"Current":0.263}})");
}

TEST_CASE("tasmota 5: Period is in the periodic SENSOR alone") {
  Plug plug;
  plug.energy = EnergyTotals{plug.moment.now, 137.402, 0.512, 0.2, 1.4};
  plug.state.meter = Meter{0.0, 231.0, 0.0};
  CHECK(telemetry(plug)[1] ==
        R"(tele/SENSOR {"Time":"2026-08-19T11:30:18","ENERGY":{"TotalStartTime":"2026-08-19T11:30:18","Total":137.402,)"
        R"("Yesterday":0.512,"Today":0.200,"Period":1,"Power":0,"ApparentPower":0,"ReactivePower":0,"Factor":0.00,)"
        R"("Voltage":231,"Current":0.000}})");
  JsonWriter asked;
  write_sensor(asked, plug.view(), Report::on_request);
  CHECK(asked.text().find("Period") == std::string::npos);
  CHECK(asked.text().find(R"("Today":0.200,"Power":0)") != std::string::npos);
}

TEST_CASE("tasmota 5: SENSOR tells what was counted before the meter is heard again") {
  Plug plug;
  plug.energy = EnergyTotals{plug.moment.now, 137.402, 0.512, 0.2, 0.5};
  CHECK(telemetry(plug)[1] ==
        R"(tele/SENSOR {"Time":"2026-08-19T11:30:18","ENERGY":{"TotalStartTime":"2026-08-19T11:30:18","Total":137.402,)"
        R"("Yesterday":0.512,"Today":0.200,"Period":1}})");
}

TEST_CASE("tasmota 4: LWT is Online or Offline, retained") {
  CHECK(line(render_lwt(true)) == "tele/LWT (retained) Online");
  CHECK(line(render_lwt(false)) == "tele/LWT (retained) Offline");
}

TEST_CASE("tasmota 4: INFO1 to INFO3 after the first connect") {
  Plug plug;
  CHECK(transcript(render_info(plug.view())) ==
        Lines{R"x(tele/INFO1 {"Info1":{"Module":"Tuya Plug","Version":"15.2.0.2(presad)",)x"
              R"("FallbackTopic":"cmnd/DVES_7A1B2C_fb/","GroupTopic":"cmnd/tasmotas/"}})",
              R"(tele/INFO2 {"Info2":{"WebServerMode":"None","Hostname":"plug-kitchen-6956",)"
              R"("IPAddress":"192.168.1.40"}})",
              R"(tele/INFO3 {"Info3":{"RestartReason":"Software/System restart","BootCount":12}})"});
}

TEST_CASE("INFO1 names the group topic in the shape of the house's FullTopic, the fallback topic never") {
  Plug plug;
  plug.house.full_topic = *FullTopic::from_pattern("home/%topic%/%prefix%");
  CHECK(transcript(render_info(plug.view()))[0].find(
            R"("FallbackTopic":"cmnd/DVES_7A1B2C_fb/","GroupTopic":"home/tasmotas/cmnd/")") != std::string::npos);
}

TEST_CASE("names with quotes and other letters survive") {
  Plug plug;
  plug.identity.module = "Steckdose \"Küche\"";
  CHECK(transcript(render_info(plug.view()))[0].find(R"("Module":"Steckdose \"Küche\"")") != std::string::npos);
}
