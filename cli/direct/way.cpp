#include "cli/direct/way.h"

#include <cstdio>

#include "cli/terminal.h"

namespace presad::cli {

namespace {

void warn(const std::string& what) { std::fprintf(stderr, "presa: %s\n", for_terminal(what).c_str()); }

}  // namespace

void declare_direct(Arguments& arguments, DirectOptions& options) {
  arguments.flag("--direct", options.direct, "ask the device itself, also where presad runs");
  declare_inventory(arguments, options.inventory);
}

Way choose_way(const SocketOptions& socket, const DirectOptions& options, std::optional<control::Client>& presad,
               int& status) {
  if (options.direct) {
    warn_if_presad_runs(socket);
    return Way::direct;
  }
  Result<control::Client> reached = connect_presad(socket);
  if (reached) {
    presad.emplace(*std::move(reached));
    return Way::presad;
  }
  if (reached.error().kind == ErrorKind::unreachable) {
    warn(absence_of_presad(socket, reached.error()) + "; asking the device itself");
    return Way::direct;
  }
  status = complain_of_socket(socket, reached.error());
  return Way::none;
}

void warn_if_presad_runs(const SocketOptions& socket) {
  if (presad_runs(connect_presad(socket))) {
    warn("presad runs and holds the device's session; a Tuya device has few places, often one, and may refuse this");
  }
}

std::optional<Settings> settings_for(const SocketOptions& socket, DirectOptions options, const std::string& topic,
                                     int& status) {
  options.inventory.instance = socket.instance;
  std::optional<Settings> settings = load_inventory(options.inventory);
  if (!settings) {
    status = exit_bad_config;
    return std::nullopt;
  }
  if (const Result<bool> known = check_topic(*settings, topic); !known) {
    status = complain(exit_usage, known.error().what);
    return std::nullopt;
  }
  return settings;
}

}  // namespace presad::cli
