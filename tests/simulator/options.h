// presad-sim's command line; the one door to CLI11 here.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "simulator/action.h"
#include "simulator/announcer.h"
#include "simulator/fleet.h"
#include "simulator/tasmota_model.h"

namespace presad::simulator {

struct Options {
  FleetOptions fleet;
  AnnouncerSettings announcements;
  std::vector<std::pair<PlugRange, Fault>> faults;  ///< on from the start
  std::vector<Action> script;
  bool print_inventory = false;
  std::optional<TasmotaSettings> tasmota;  ///< a Tasmota device in place of Tuya plugs
};

/// What main() is to do: run, or end with this code; what was to be printed has been.
std::variant<Options, int> parse_options(int argc, char** argv);

}  // namespace presad::simulator
