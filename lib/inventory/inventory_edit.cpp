#include "inventory/inventory_edit.h"

#include <utility>

#include "inventory/inventory_editor.h"
#include "inventory/settings.h"

namespace presad {

InventoryEdit edit_inventory(const InventoryFiles& names, const InventoryTexts& before,
                             std::span<const FoundDevice> found, std::span<const Family> families) {
  const auto read = [&](const InventoryTexts& texts) {
    std::optional<std::string_view> secrets;
    if (!texts.secrets.empty()) secrets = texts.secrets;
    return read_settings(names, texts.inventory, secrets, families);
  };
  InventoryEdit edit{before, {}, {}};
  const InventoryView view(names, before);
  Settings settings;
  if (!view.is_empty()) {
    Loaded loaded = read(before);
    edit.findings = std::move(loaded.findings);
    if (!loaded.settings) return edit;
    settings = std::move(*loaded.settings);
  }
  InventoryEditor editor(view, before, settings.group_topic, settings.network);
  edit.devices.resize(found.size());
  for (const bool below_gateway : {false, true}) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i].gateway.empty() != below_gateway) edit.devices[i] = editor.put(found[i]);
    }
  }
  InventoryTexts after = editor.finish();
  if (after == before) return edit;
  edit.findings = read(after).findings;
  if (!edit.findings.has_errors()) edit.texts = std::move(after);
  return edit;
}

}  // namespace presad
