// What every verb shares that has found devices: the difference to the inventory, shown first and written only when
// told to. presa import, wizard and scan --add all end here.

#pragma once

#include "cli/command_line.h"
#include "cli/import_sources.h"
#include "cli/inventory.h"

namespace presad::cli {

struct ChangeOptions {
  InventoryOptions inventory;
  bool write = false;
  bool json = false;
  bool reveal = false;
};

/// --config, --secrets, --instance and --write; --json and --reveal are the verb's.
void declare_change(Arguments& arguments, ChangeOptions& options);

/// Whether change_inventory() has a chance, ahead of all work: exit_done; or, with the reason on standard error,
/// exit_usage for an instance that is none, exit_not_done for files that cannot be read.
int check_change(const ChangeOptions& options);

/// Shows on standard output what the inventory would become with `found`, and writes it if that is wanted. Gives the
/// exit status: 0 shown, or written, or nothing to do; 1 the inventory cannot be read or written; 78 it is wrong, or
/// would be.
int change_inventory(const ChangeOptions& options, const Imported& found);

}  // namespace presad::cli
