// presad: options -> settings -> Application -> exit status.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

#include "base/log.h"
#include "daemon/application.h"
#include "daemon/options.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "inventory/settings.h"
#include "loop/event_loop.h"

namespace {

/// sysexits.h's EX_CONFIG: systemd does not restart over a typing mistake.
constexpr int exit_bad_config = 78;

/// The local keys and the broker's password are in memory: no crash may leave them in a file.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

int run(int argc, char** argv) {
  using namespace presad;
  int exit_code = 0;
  const std::optional<Options> options = parse_options(argc, argv, exit_code);
  if (!options) return exit_code;
  log::set_level(options->log_level);

  const char* const credentials = std::getenv("CREDENTIALS_DIRECTORY");
  const InventoryFiles files =
      find_inventory(options->inventory, options->secrets, credentials ? credentials : "", options->instance);
  Loaded loaded = load_settings(files, families());
  if (options->check || !loaded.settings || loaded.findings.warnings() != 0) {
    std::fputs(render_verdict(loaded, files).c_str(), stderr);
  }
  if (!loaded.settings) return exit_bad_config;
  if (options->check) return EXIT_SUCCESS;
  const char* const state = std::getenv("STATE_DIRECTORY");
  return Application(files, std::move(*loaded.settings), own_topic_of(options->instance),
                     state_folder(*options, state ? state : ""))
      .run();
}

}  // namespace

int main(int argc, char** argv) {
  forbid_core_dumps();
  presad::loop::block_signals();  // before the first library starts a thread
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    presad::log::error("presad", "cannot go on: {}", error.what());
    return EXIT_FAILURE;
  }
}
