// What presa import would do or did, for a person and for a program. Pure.

#pragma once

#include <string>

#include "cli/import_sources.h"
#include "config/difference.h"
#include "inventory/inventory_edit.h"

namespace presad::cli {

struct ImportReport {
  const InventoryFiles& files;
  const Imported& imported;
  const InventoryTexts& before;
  const InventoryEdit& edit;
  config::Secrets secrets = config::Secrets::hidden;
  bool written = false;
};

/// Whether anything is to be written.
bool changes_anything(const ImportReport& report);

/// A line a file, a line a device, then the difference of both files.
std::string render_import(const ImportReport& report);

/// One JSON object and a line feed.
std::string render_import_json(const ImportReport& report);

}  // namespace presad::cli
