// Which plugs one presad-sim is: from what the person asked for to each plug's settings, and the inventory that fits.
// Pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "simulator/action.h"
#include "simulator/plug_settings.h"

namespace presad::simulator {

/// What the person asked for.
struct FleetOptions {
  std::string protocol = "3.3";
  std::string model = "plug";
  std::string address = "127.0.0.2";
  std::uint16_t port = 6668;  ///< 0: any free one
  std::string device_id = "bf51a20000000000000001";
  std::string local_key = "presad-sim-k0001";
  std::string name = "plug";
  unsigned relays = 0;  ///< 0: as many as the model usually has
  unsigned count = 1;
  unsigned sub_devices = 0;        ///< of a gateway
  std::string sub_model = "plug";  ///< what they are
  bool energy_increments = false;  ///< see make_layout()
  PlugSettings behaviour;          ///< everything else; version, id, key and layout are filled in
};

struct PlugPlan {
  unsigned number = 1;
  std::string name;  ///< the topic
  std::string address;
  std::uint16_t port = 6668;
  std::string local_key;  ///< as text, for the inventory: it protects nothing but a simulation
  PlugSettings settings;
};

inline constexpr unsigned max_plugs = 1000;
inline constexpr unsigned max_sub_devices = 200;

/// Plug 1 is as asked for. Plug n has the address n - 1 further on; its device_id and local_key end in n as four digits
/// instead of their last four characters. The name gets the number behind it when there are several.
/// The cid of a sub-device ends in the plug's number and its own as four digits each, and its topic is the gateway's
/// with `_` and that number. Errors: `bad_config`.
Result<std::vector<PlugPlan>> plan_fleet(const FleetOptions& options);

/// The entries of presad.yaml that fit, for under `devices:`.
std::string render_inventory(const std::vector<PlugPlan>& plans);

}  // namespace presad::simulator
