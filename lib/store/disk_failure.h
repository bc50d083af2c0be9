// Why the disk did not take something, and what helps, in one sentence for a person. Pure.
//
// Facts: errno(3), open(2), https://www.sqlite.org/rescode.html

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace presad::store {

/// `tried` names the file and what was done with it; `system_error` is the errno that came of it, 0 when there is none,
/// then `otherwise` says what went wrong. Kind: unreachable.
Error disk_failure(std::string_view tried, int system_error, std::string_view otherwise = {});

}  // namespace presad::store
