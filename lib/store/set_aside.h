// Gets a file that presad cannot use out of the way, under a name that says why and when. Nothing is deleted.

#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace presad::store {

/// More are not kept: a disk that damages file after file is not to be filled with them.
inline constexpr int most_set_aside = 20;

/// Renames `path`, with the log that belongs to it, to `<path>.<why>-<UTC>`; gives that name. `unreachable` when the
/// disk does not let it, or when most_set_aside of them lie there.
Result<std::string> set_aside(const std::string& path, std::string_view why, WallTime now);

}  // namespace presad::store
