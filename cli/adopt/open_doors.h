// What a person should mend on a Tasmota device before trusting the house to it: what was seen, and the cure in the
// device's own words. Pure. Source: docs/tasmota-devices.md.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "families/tasmota_http/traits_reader.h"

namespace presad::cli {

struct OpenDoor {
  std::string_view name;  ///< for programs: "no_web_password"
  std::string seen;       ///< a clause, in no stranger's words but quoted ones
  std::string cure;       ///< a Tasmota command
};

/// What it is compared with.
struct HouseFacts {
  bool asked_without_password = false;    ///< the device answered although none was sent
  std::string topic;                      ///< under which the inventory has it, or would
  std::string full_topic;                 ///< the inventory's
  std::string broker;                     ///< the inventory's, for people: "localhost:1883"
  std::vector<std::string> broker_names;  ///< by which a device may rightly name that broker
  unsigned broker_port = 1883;
  std::string broker_for_device;  ///< the best of those names; empty: nobody knows
};

/// In the order of their weight.
std::vector<OpenDoor> open_doors(const tasmota_http::Traits& traits, const HouseFacts& house);

}  // namespace presad::cli
