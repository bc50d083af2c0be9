// Which Tuya devices an inventory knows, and where: for comparing it with what is heard on the network. Pure.
//
// Needs no secrets and no inventory without mistakes: who looks for his plugs is often just writing it.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_network.h"
#include "config/diagnostics.h"

namespace presad {

struct KnownDevice {
  std::string topic;
  std::string name;  ///< for people; the topic when not given
  std::string device_id;
  std::string address;  ///< as written; empty: not given
};

struct KnownDevices {
  std::vector<KnownDevice> devices;  ///< in the order of the file; those that announce themselves: no sub-devices
  LocalNetwork network;              ///< what presad may speak to
};

/// `file` is the name to show. Nothing when `inventory` is no YAML: then `diagnostics` say why. Devices without a
/// readable id are left out.
std::optional<KnownDevices> read_known_devices(const std::string& file, std::string_view inventory,
                                               config::Diagnostics& diagnostics);

}  // namespace presad
