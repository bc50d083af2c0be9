// Devices that were found -> the inventory with them in it. Nothing is written here (inventory_writer.h).
//
// Only what changes is changed: comments, order, quotes and empty lines stay. Local keys and passwords go to the
// secrets' file and are named with !secret; running it twice changes nothing. Of a device that is in the inventory
// already, a key or password that differs is changed, a password that is missing added, address and version changed
// where they are written and differ; its name, mac and all else are its owner's. One that stands there as presa scan
// --add wrote it, under a topic made of its id and without a key, gets topic, name and mac with its key: nothing could
// use the old topic yet. Pure but for the certificates that settings.h looks at.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "config/diagnostics.h"
#include "families/family.h"
#include "inventory/found_device.h"
#include "inventory/inventory_files.h"
#include "inventory/inventory_view.h"

namespace presad {

enum class DeviceChange : std::uint8_t {
  added,
  changed,
  unchanged,  ///< it is in the inventory, with all of this
  left_out,   ///< `why` says so
};

struct DeviceOutcome {
  DeviceChange change = DeviceChange::left_out;
  std::string topic;              ///< in the inventory; empty when it was left out
  std::string former_topic;       ///< which it had until now, when "topic" is among `keys`
  std::string name;               ///< as found, on one line
  std::string device_id;          ///< as found
  std::vector<std::string> keys;  ///< of a changed one: what changed ("local_key", "topic")
  bool first_key = false;         ///< the "local_key" among them was unknown until now
  std::string why;                ///< of one that was left out; never holds a secret
};

struct InventoryEdit {
  InventoryTexts texts;                ///< as they would be; as they were when `findings` has errors
  std::vector<DeviceOutcome> devices;  ///< one for each that was found, in that order
  config::Diagnostics findings;        ///< errors: the inventory is wrong, or would be; nothing may be written
};

/// `before`: both files as they are; an inventory without anything in it is begun. `families`: who checks the result,
/// exactly as `presad --check` does.
InventoryEdit edit_inventory(const InventoryFiles& names, const InventoryTexts& before,
                             std::span<const FoundDevice> found, std::span<const Family> families);

}  // namespace presad
