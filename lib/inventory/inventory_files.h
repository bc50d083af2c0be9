// Where the inventory and its secrets are, and their bytes. The only part of the settings that reads files.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"

namespace presad {

struct InventoryFiles {
  std::string inventory;
  std::string secrets;
};

/// Explicit paths win; then systemd's credentials presad.yaml and secrets.yaml (`credentials_directory` is the
/// value of CREDENTIALS_DIRECTORY, or empty); then /etc/presad/presad.yaml, or /etc/presad/site.yaml for the `instance`
/// site, and the inventory's folder.
InventoryFiles find_inventory(const std::string& inventory, const std::string& secrets,
                              const std::string& credentials_directory, const std::string& instance = "");

/// The file's bytes. Errors: `bad_config` with the system's reason, and what helps who may not read it; or when there
/// are more than `limit`.
Result<std::string> read_text_file(const std::string& path, std::size_t limit);

/// Why the file at `path` cannot be read, in the system's words; nothing when it can.
std::optional<std::string> why_unreadable(const std::string& path);

/// The folder that `path` is in; "." for a bare name.
std::string folder_of(const std::string& path);

bool file_exists(const std::string& path);

/// Whether everybody on the machine may read it.
bool readable_by_others(const std::string& path);

}  // namespace presad
