// The whole of presad.yaml -> plain structs, filled once and then const.
//
// Start-up, reload, `presad --check` and `presa check` all come through here, so that they say the same.
// Families read their own keys (families/family.h). Source: docs/presad.yaml.md.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_network.h"
#include "config/diagnostics.h"
#include "families/family.h"
#include "inventory/inventory_files.h"
#include "mqtt/broker.h"

namespace presad {

enum class HomeAssistantDiscovery : std::uint8_t { tasmota, mqtt, none };

struct Settings {
  mqtt::BrokerSettings
      broker;  ///< what the inventory says of the connection; will, client_id and the rest are the application's
  std::string full_topic = "%prefix%/%topic%/";  ///< both tokens once, each a level of its own; ends in /
  std::string group_topic = "tasmotas";
  unsigned tele_period = 300;  ///< seconds, 10 to 3600; 0: none
  LocalNetwork network;        ///< what presad may speak to
  HomeAssistantDiscovery discovery = HomeAssistantDiscovery::tasmota;
  std::optional<double> latitude;                          ///< degrees
  std::optional<double> longitude;                         ///< degrees
  std::vector<std::shared_ptr<const DevicePlan>> devices;  ///< in the order of the file; none is empty
  std::vector<std::string> left_alone;                     ///< topics that are in the inventory but not answered for
};

/// `settings` is there exactly when `findings` has no errors.
struct Loaded {
  std::optional<Settings> settings;
  config::Diagnostics findings;
};

/// Reads both files. Blocking; at start-up, and for a reload.
Loaded load_settings(const InventoryFiles& files, std::span<const Family> families);

/// The same from texts; `secrets` empty: there is no such file. The certificates that it names are looked at.
Loaded read_settings(const InventoryFiles& names, std::string_view inventory, std::optional<std::string_view> secrets,
                     std::span<const Family> families);

/// What a person is told of `loaded`: every finding, or one line that all is well.
std::string render_verdict(const Loaded& loaded, const InventoryFiles& files);

}  // namespace presad
