// One ended command. Pure.

#pragma once

#include "base/clock.h"
#include "device/command.h"

namespace presad::tuya {

struct Answered {
  CommandId command = 0;
  Answer answer;
};

}  // namespace presad::tuya
