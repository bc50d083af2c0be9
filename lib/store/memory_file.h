// The file that the memory is kept in: opened, checked, set aside if it cannot be used, read. Waits for the disk.

#pragma once

#include <string>

#include "base/result.h"
#include "store/database.h"
#include "store/fact_table.h"

namespace presad::store {

struct OpenFile {
  Database database;
  StoredFacts stored;
};

/// Opens `path` for writing, makes it if there is none. A file that is damaged or was made by a newer presad is
/// set aside, which the log says loudly, and another one begins empty. Failures: `unreachable`.
Result<OpenFile> open_memory_file(const std::string& path);

/// Only reads it, for a disk that is full or read-only. Leaves the file as it is.
Result<StoredFacts> read_memory_file(const std::string& path);

}  // namespace presad::store
