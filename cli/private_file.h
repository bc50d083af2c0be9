// Files with secrets: written so that nobody else can read them, and read only if nobody else can. Blocking.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace presad::cli {

/// Writes `text` to `path` with mode 0600, all of it or nothing: a file that was there stays whole until then, a link
/// is replaced and not followed. Errors: `bad_config`, with the system's words. The value is always true.
Result<bool> write_private_file(const std::string& path, std::string_view text);

/// At most 64 KiB. Errors: `bad_config`: it cannot be read, others than its owner may read it, or it is longer.
Result<std::string> read_private_file(const std::string& path);

/// The same of standard input, whoever may read that.
Result<std::string> read_standard_input();

}  // namespace presad::cli
