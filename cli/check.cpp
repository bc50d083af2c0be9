#include "cli/check.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "cli/inventory.h"
#include "families/registry.h"

namespace presad::cli {

namespace {

int check(const InventoryOptions& options) {
  const InventoryFiles files = files_of(options);
  const Loaded loaded = load_settings(files, families());
  std::fputs(render_verdict(loaded, files).c_str(), loaded.settings ? stdout : stderr);
  return loaded.settings ? EXIT_SUCCESS : exit_bad_config;
}

}  // namespace

Action declare_check(Arguments& arguments) {
  const auto options = std::make_shared<InventoryOptions>();
  declare_inventory(arguments, *options);
  return [options] { return check(*options); };
}

}  // namespace presad::cli
