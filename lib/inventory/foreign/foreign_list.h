// A file that another program wrote -> the devices in it, and which program it was. Pure.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "inventory/found_device.h"

namespace presad::foreign {

/// Longest file that is looked at, in bytes: the settings of a large Home Assistant are a tenth of it.
inline constexpr std::size_t max_file_size = std::size_t{16} * 1024 * 1024;

struct ForeignList {
  std::string_view program;  ///< for a person: "tinytuya"
  std::vector<FoundDevice> devices;
};

/// Told from the content, never from the file's name. Errors: `unsupported`: no list of any program known here;
/// `malformed`: it would be one, but cannot be read. Neither holds anything of the content.
Result<ForeignList> read_foreign_list(std::string_view text);

/// Lists of several files as one: what is of the same device is put together, in the order of the first; what one does
/// not know another may. Two different keys of one device stay two devices: inventory_edit.h tells them.
std::vector<FoundDevice> joined(std::vector<FoundDevice> devices);

}  // namespace presad::foreign
