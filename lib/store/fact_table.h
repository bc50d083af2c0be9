// The one table: facts out of it at the start, changes into it. Waits for the disk.

#pragma once

#include <cstddef>

#include "base/result.h"
#include "store/changes.h"
#include "store/database.h"

namespace presad::store {

struct StoredFacts {
  FactsByTopic facts;
  std::size_t dropped = 0;  ///< rows that are no facts (fact_limits.h), each a damage that SQLite does not see
};

/// All of them. What was dropped is said in the log.
Result<StoredFacts> read_facts(Database& database);

/// All or nothing. After a failure the connection is to be closed: its transaction may still be open.
Result<void> write_changes(Database& database, const Changes& changes);

}  // namespace presad::store
