// Puts an edited inventory in the place of the old one, whole or not at all. The only part that writes these files.
//
// Blocking; for presa. The daemon never writes its inventory.

#pragma once

#include <string>

#include "base/result.h"
#include "inventory/inventory_view.h"

namespace presad {

/// Both files' text as it is now; a missing one is empty. Errors: `bad_config` with the file and the system's reason.
Result<InventoryTexts> read_inventory_texts(const InventoryFiles& files);

/// Writes what differs, the secrets first, each by a file beside it that takes its name: a reader sees the old or the
/// new, and so does whoever comes after a power cut. Links are followed, owner and mode stay; nobody else may read the
/// secrets afterwards. A new file is 0640, of the group of the inventory, a new inventory of its folder's.
/// Errors: `bad_config` when a file cannot be written, or is no longer `before`; then nothing more was written.
Result<bool> write_inventory_texts(const InventoryFiles& files, const InventoryTexts& before,
                                   const InventoryTexts& after);

}  // namespace presad
