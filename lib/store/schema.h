// The table of the memory and how an older file becomes one of today.
//
// `PRAGMA user_version` says how many of the steps a file has behind it (https://www.sqlite.org/pragma.html).

#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "store/database.h"

namespace presad::store {

/// The steps from an empty file to today's table, in order. One that was released is never changed; another is added.
/// A step that changes the table makes another one and copies: what ALTER writes down differs between SQLite's
/// versions.
std::span<const char* const> schema_steps() noexcept;

/// How many of `steps` the file has behind it; more than there are: made by a newer presad, `unsupported`.
Result<std::size_t> steps_taken(Database& database, std::span<const char* const> steps);

/// Whether the table is word by word what the steps behind the file make of it, without a trigger: `integrity` if not.
/// What stands in a file is believed only in a table of our own; a view in its place could go on for ever.
Result<void> check_table(Database& database, std::span<const char* const> steps);

/// Takes the other ones, each whole or not at all.
Result<void> bring_up_to_date(Database& database, std::span<const char* const> steps);

}  // namespace presad::store
