// A file's text replaced at one moment: written beside it, flushed, renamed. Touches the disk, and waits for it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace presad {

enum class Readers : std::uint8_t {
  as_before,        ///< the mode stays as it was
  owner_and_group,  ///< nobody else may read it from now on
};

/// A link is followed to the file it names. Owner, group and mode stay; a new file is 0640 and gets the group of
/// `model`. Errors: `bad_config` with path, reason and perhaps a cure; then the old file is untouched.
Result<bool> replace_file(const std::string& path, std::string_view text, Readers readers, const std::string& model);

}  // namespace presad
