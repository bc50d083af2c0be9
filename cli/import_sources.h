// The files that presa import is given: read, and told apart by their content.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "inventory/found_device.h"

namespace presad::cli {

/// More files than this in one folder are not looked at: it is no folder of lists.
inline constexpr std::size_t max_files = 1000;

struct ImportSource {
  std::string file;
  std::string_view program;  ///< whose list it is
  std::size_t devices = 0;
};

struct Imported {
  std::vector<ImportSource> sources;
  std::vector<FoundDevice> devices;  ///< of all of them, those of one device put together
};

/// Reads `paths`, files and folders (not what is in folders of these). In a folder, what is no list of devices is
/// passed over; a file that was named must be one. Errors: `bad_config`, with the path and never its content.
Result<Imported> read_import_sources(const std::vector<std::string>& paths);

}  // namespace presad::cli
