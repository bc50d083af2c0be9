// presad's command line.

#pragma once

#include <optional>
#include <string>

#include "base/log.h"

namespace presad {

struct Options {
  std::string instance;      ///< --instance; empty: the only one, or the first
  std::string inventory;     ///< --config; empty: the usual places
  std::string secrets;       ///< --secrets; empty: beside the inventory
  std::string state_folder;  ///< --state; empty: the usual place
  std::string control;       ///< --control; empty: the usual place
  bool check = false;        ///< --check: read everything, say what is wrong, start nothing
  bool offline = false;      ///< --offline: after a presad that ended, say Offline for its devices
  log::Level log_level = log::Level::info;
};

/// Status of a command line that cannot be understood (sysexits.h, EX_USAGE).
inline constexpr int exit_usage = 64;

/// Reads the arguments. After --help, --version or a mistake, which are told on the terminal, `exit_code` is set
/// instead.
std::optional<Options> parse_options(int argc, const char* const* argv, int& exit_code);

/// Where the memory is kept: as given, else systemd's `$STATE_DIRECTORY` (the first of several), else /var/lib/presad,
/// and for the instance `site` /var/lib/presad/site.
std::string state_folder(const Options& options, const std::string& from_systemd);

/// Where that lies which is of no use after the end of this presad and its post-stop step: systemd's
/// `$RUNTIME_DIRECTORY` (the first of several), else beside the memory.
std::string runtime_folder(const std::string& from_systemd, const std::string& state_folder);

/// Where presa is answered: as given, else `control` in the runtime folder.
std::string control_socket(const Options& options, const std::string& runtime_folder);

}  // namespace presad
