// Sensors in SENSOR and STATE. Source: DIALECT.md, 5.

#include "tasmota/readings.h"

#include <doctest/doctest.h>

#include "plug.h"
#include "tasmota/telemetry.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

Plug sensor(std::vector<Reading> readings) {
  Plug plug;
  plug.state.relays.clear();
  plug.state.readings = std::move(readings);
  return plug;
}

std::string sensor_text(Plug plug) {
  JsonWriter json;
  write_sensor(json, plug.view(), Report::on_request);
  return json.take();
}

}  // namespace

TEST_CASE("tasmota 5: what is measured stands in TuyaSNS, with TempUnit at the end") {
  CHECK(
      sensor_text(sensor({{ReadingKind::temperature, 21.5, 1},
                          {ReadingKind::humidity, 48, 0},
                          {ReadingKind::illuminance, 230, 0},
                          {ReadingKind::battery, 87, 0}})) ==
      R"({"Time":"2026-08-19T11:30:18","TuyaSNS":{"Temperature":21.5,"Humidity":48,"Illuminance":230},"TempUnit":"C"})");
  CHECK(sensor_text(sensor({{ReadingKind::humidity, 48.04, 1}})) ==
        R"({"Time":"2026-08-19T11:30:18","TuyaSNS":{"Humidity":48.0}})");
}

TEST_CASE("tasmota 5: contact, motion and the like are switches, ahead of what is measured") {
  CHECK(sensor_text(
            sensor({{ReadingKind::temperature, -3, 0}, {ReadingKind::contact, 1, 0}, {ReadingKind::motion, 0, 0}})) ==
        R"({"Time":"2026-08-19T11:30:18","Switch1":"ON","Switch2":"OFF","TuyaSNS":{"Temperature":-3},"TempUnit":"C"})");
}

TEST_CASE("tasmota 5: a battery stands in STATE behind UptimeSec") {
  Plug plug = sensor({{ReadingKind::battery, 86.6, 1}});
  JsonWriter json;
  write_state(json, plug.view());
  CHECK(json.text().find(R"("UptimeSec":273906,"BatteryPercentage":87,"MqttCount":1)") != std::string::npos);
  CHECK_FALSE(has_sensors(plug.view()));
}

TEST_CASE("a switch that changed is told as an action, one that did not is not") {
  State before;
  State now;
  before.readings = {{ReadingKind::contact, 0, 0}, {ReadingKind::motion, 1, 0}};
  now.readings = {{ReadingKind::contact, 1, 0}, {ReadingKind::motion, 1, 0}};
  CHECK(transcript(render_switched(before, now)) == Lines{R"(stat/RESULT {"Switch1":{"Action":"ON"}})"});
  CHECK(render_switched(now, now).empty());
  CHECK(render_switched({}, now).size() == 2);
}
