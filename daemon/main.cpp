// presad: options -> settings -> Application -> exit status.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "daemon/answered_note.h"
#include "daemon/application.h"
#include "daemon/farewell.h"
#include "daemon/options.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "inventory/settings.h"
#include "loop/event_loop.h"
#include "mqtt/paho_wakeup.h"
#include "store/state_folder.h"

namespace {

/// sysexits.h's EX_CONFIG: systemd does not restart over a typing mistake.
constexpr int exit_bad_config = 78;

/// The local keys and the broker's password are in memory: no crash may leave them in a file.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

/// The service's post-stop step (farewell.h).
int say_farewell(const presad::Settings& settings, const std::string& own_topic, const std::string& state_folder,
                 const std::string& runtime_folder) {
  using namespace presad;
  const Result<store::StateFolder> alone = store::StateFolder::take(state_folder);
  if (!alone) {
    log::error("presad", "a presad is running, and answers for its devices: {}", state_folder);
    return EXIT_FAILURE;
  }
  AnsweredNote note(runtime_folder);
  const std::vector<std::string> topics = note.read();
  if (topics.empty()) return EXIT_SUCCESS;
  mqtt::BrokerSettings broker = complete(settings.broker, settings, own_topic);
  broker.subscriptions = {presence_filter(settings)};
  Farewell farewell(std::move(broker), topics);
  if (const unsigned told = farewell.run(); told > 0) log::info("presad", "said Offline for {} devices", told);
  if (farewell.done()) note.remove();
  return EXIT_SUCCESS;
}

int run(int argc, char** argv) {
  using namespace presad;
  int exit_code = 0;
  const std::optional<Options> options = parse_options(argc, argv, exit_code);
  if (!options) return exit_code;
  log::set_level(options->log_level);
  if (!options->check) mqtt::open_door();  // its first tenth of a second goes by while the inventory is read

  const char* const credentials = std::getenv("CREDENTIALS_DIRECTORY");
  const InventoryFiles files =
      find_inventory(options->inventory, options->secrets, credentials ? credentials : "", options->instance);
  Loaded loaded = load_settings(files, families());
  if (options->check || !loaded.settings || (loaded.findings.warnings() != 0 && !options->offline)) {
    std::fputs(render_verdict(loaded, files).c_str(), stderr);
  }
  const char* const state = std::getenv("STATE_DIRECTORY");
  const std::string folder = state_folder(*options, state ? state : "");
  const char* const from_systemd = std::getenv("RUNTIME_DIRECTORY");
  const std::string runtime = runtime_folder(from_systemd ? from_systemd : "", folder);
  if (!loaded.settings && options->offline) return EXIT_SUCCESS;  // a service that cannot start ends all the same
  if (!loaded.settings) return exit_bad_config;
  if (options->check) return EXIT_SUCCESS;
  const std::string own_topic = own_topic_of(options->instance);
  if (options->offline) return say_farewell(*loaded.settings, own_topic, folder, runtime);
  return Application(files, std::move(*loaded.settings), own_topic, folder, runtime, control_socket(*options, runtime))
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
