#include "inventory/inventory_writer.h"

#include "config/document.h"
#include "inventory/file_replacement.h"

namespace presad {

namespace {

Result<std::string> text_of(const std::string& path) {
  if (!file_exists(path)) return std::string();
  auto text = read_text_file(path, config::Limits{}.bytes);
  if (!text) return fail(ErrorKind::bad_config, path + " cannot be read: " + text.error().what);
  return text;
}

}  // namespace

Result<InventoryTexts> read_inventory_texts(const InventoryFiles& files) {
  auto inventory = text_of(files.inventory);
  if (!inventory) return inventory.error();
  auto secrets = text_of(files.secrets);
  if (!secrets) return secrets.error();
  return InventoryTexts{std::move(*inventory), std::move(*secrets)};
}

Result<bool> write_inventory_texts(const InventoryFiles& files, const InventoryTexts& before,
                                   const InventoryTexts& after) {
  const auto now = read_inventory_texts(files);
  if (!now) return now.error();
  if (*now != before) {
    return fail(ErrorKind::bad_config, "somebody else changed " +
                                           (now->inventory != before.inventory ? files.inventory : files.secrets) +
                                           " meanwhile: nothing was written; run this again");
  }
  if (after.secrets != before.secrets) {
    const std::string& model = file_exists(files.inventory) ? files.inventory : folder_of(files.inventory);
    const auto written = replace_file(files.secrets, after.secrets, Readers::owner_and_group, model);
    if (!written) return written;
  }
  if (after.inventory == before.inventory) return true;
  return replace_file(files.inventory, after.inventory, Readers::as_before, folder_of(files.inventory));
}

}  // namespace presad
