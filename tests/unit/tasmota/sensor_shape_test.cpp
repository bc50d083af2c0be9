#include "tasmota/sensor_shape.h"

#include <doctest/doctest.h>

#include "unit/tasmota/metering_plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

bool has(const SensorShape& shape, const char* key) {
  const Json sensors = shape.sensors();
  const Json* const energy = sensors.find("ENERGY");
  return energy != nullptr && energy->find(key) != nullptr;
}

}  // namespace

TEST_CASE("the first look at a device finds its shape, and the same again is nothing new") {
  Plug plug;
  SensorShape shape;
  CHECK_FALSE(shape.known());
  CHECK(shape.look(plug.view()));
  CHECK(shape.known());
  plug.moment.now += std::chrono::hours(1);
  CHECK_FALSE(shape.look(plug.view()));
}

TEST_CASE("other values are nothing new, another key is") {
  Plug plug;
  SensorShape shape;
  plug.state.meter = Meter{43.0, {}, {}};
  CHECK(shape.look(plug.view()));
  plug.state.meter->power_w = 0;
  CHECK_FALSE(shape.look(plug.view()));
  plug.state.meter->voltage_v = 230;
  CHECK(shape.look(plug.view()));
  CHECK(has(shape, "Voltage"));
}

TEST_CASE("what was shown once stays, whatever the device shows now") {
  MeteringPlug plug;
  SensorShape shape;
  shape.look(plug.view());
  plug.state.meter.reset();
  CHECK_FALSE(shape.look(plug.view()));
  CHECK(has(shape, "Power"));
  CHECK(has(shape, "Total"));
}

TEST_CASE("a new key is found beside those that are not shown any more") {
  Plug plug;
  SensorShape shape;
  plug.state.meter = Meter{43.0, {}, {}};
  shape.look(plug.view());
  plug.state.meter = Meter{{}, 230.0, {}};
  CHECK(shape.look(plug.view()));
  CHECK(has(shape, "Power"));
  CHECK(has(shape, "Voltage"));
}

TEST_CASE("a shape that was kept is known before the device says a word") {
  MeteringPlug plug;
  SensorShape former;
  former.look(plug.view());
  SensorShape shape;
  shape.restore(former.save());
  CHECK(shape.known());
  CHECK(shape.sensors() == former.sensors());
  CHECK_FALSE(shape.look(plug.view()));
}

TEST_CASE("what is no SENSOR object is no shape") {
  for (const char* const text : {"", "{", "7", "null", "[1]", "{\"ENERGY\":{}}"}) {
    SensorShape shape;
    shape.restore(text);
    CAPTURE(text);
    CHECK_FALSE(shape.known());
  }
}
