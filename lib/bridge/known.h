// What a front knows of its device, in the dialect's objects and the vendor's. Pure.

#pragma once

#include <string>

#include "device/state.h"

namespace presad::bridge {

struct Known {
  std::string state;      ///< STATE's JSON object; empty: none
  std::string sensor;     ///< SENSOR's; empty: none
  Datapoints datapoints;  ///< as far as they were told since presad made the device
};

}  // namespace presad::bridge
