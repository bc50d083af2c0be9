// Whether a verb goes to the running presad or to the device itself, and what every verb that can do both shares.

#pragma once

#include <cstdint>
#include <optional>

#include "cli/command_line.h"
#include "cli/inventory.h"
#include "cli/presad_socket.h"
#include "control/client.h"

namespace presad::cli {

struct DirectOptions {
  InventoryOptions inventory;
  bool direct = false;
};

/// --direct, --config and --secrets.
void declare_direct(Arguments& arguments, DirectOptions& options);

enum class Way : std::uint8_t {
  presad,  ///< by the connection that came with it
  direct,
  none,  ///< standard error has the cause, `status` the exit status
};

/// Through presad where one runs, unless --direct was given. Standard error says when the way is another than a person
/// may think: no presad runs, or one does and --direct takes the device's only place from it.
Way choose_way(const SocketOptions& socket, const DirectOptions& options, std::optional<control::Client>& presad,
               int& status);

/// For verbs that are told --direct: presad, if it runs, holds the device's only place.
void warn_if_presad_runs(const SocketOptions& socket);

/// The inventory for a visit to `topic`, or nothing: then standard error has the cause, `status` the exit status.
std::optional<Settings> settings_for(const SocketOptions& socket, DirectOptions options, const std::string& topic,
                                     int& status);

}  // namespace presad::cli
