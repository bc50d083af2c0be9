#include "daemon/options.h"

#include <CLI/CLI.hpp>
#include <map>

#include "daemon/version.h"
#include "inventory/instance.h"

namespace presad {

std::optional<Options> parse_options(int argc, const char* const* argv, int& exit_code) {
  Options options;
  CLI::App app("presad: Tuya plugs on your MQTT broker, exactly as Tasmota plugs", "presad");
  app.set_version_flag("--version", std::string("presad ") + version);
  app.add_option("--instance", options.instance,
                 "one presad of several, each with its own inventory: /etc/presad/NAME.yaml, the topic presad_NAME")
      ->type_name("NAME")
      ->check([](const std::string& name) { return is_instance_name(name) ? "" : instance_rule; });
  app.add_option("--config", options.inventory, "the inventory (default: /etc/presad/presad.yaml)")->type_name("FILE");
  app.add_option("--secrets", options.secrets, "its secrets (default: secrets.yaml beside it)")->type_name("FILE");
  app.add_option("--state", options.state_folder,
                 "where the memory is kept (default: $STATE_DIRECTORY, else /var/lib/presad)")
      ->type_name("FOLDER");
  app.add_option("--control", options.control,
                 "the socket on which presa is answered (default: $RUNTIME_DIRECTORY/control, else beside the memory)")
      ->type_name("SOCKET");
  app.add_flag("--check", options.check,
               "read the inventory, say what is wrong with it, and end (status 78 if anything is)");
  app.add_flag("--offline", options.offline,
               "say Offline on the broker for every device that a presad which ended answered for, and end");
  const std::map<std::string, log::Level> levels = {{"trace", log::Level::trace},
                                                    {"debug", log::Level::debug},
                                                    {"info", log::Level::info},
                                                    {"warning", log::Level::warning},
                                                    {"error", log::Level::error}};
  app.add_option("--log-level", options.log_level, "trace, debug, info, warning or error (default: info)")
      ->transform(CLI::CheckedTransformer(levels, CLI::ignore_case).description(""))
      ->type_name("LEVEL");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : exit_usage;
    return std::nullopt;
  }
  return options;
}

std::string state_folder(const Options& options, const std::string& from_systemd) {
  if (!options.state_folder.empty()) return options.state_folder;
  std::string first = from_systemd.substr(0, from_systemd.find(':'));
  if (!first.empty()) return first;
  return options.instance.empty() ? "/var/lib/presad" : "/var/lib/presad/" + options.instance;
}

std::string runtime_folder(const std::string& from_systemd, const std::string& state_folder) {
  std::string first = from_systemd.substr(0, from_systemd.find(':'));
  return first.empty() ? state_folder : first;
}

std::string control_socket(const Options& options, const std::string& runtime_folder) {
  return options.control.empty() ? runtime_folder + "/control" : options.control;
}

}  // namespace presad
