// A plug with everything that ENERGY can hold, for the tests of discovery.

#pragma once

#include "tasmota/sensor_shape.h"
#include "unit/tasmota/plug.h"

namespace presad::tasmota {

struct MeteringPlug : Plug {
  MeteringPlug() {
    state.meter = Meter{43.0, 230.0, 0.2};
    energy = EnergyTotals{moment.now, 137.4, 0.5, 0.2, 3};
  }
};

/// The SENSOR object of `plug` as it is now.
inline Json sensors_of(Plug& plug) {
  SensorShape shape;
  shape.look(plug.view());
  return shape.sensors();
}

}  // namespace presad::tasmota
