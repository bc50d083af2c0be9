// The one table: facts out of it at the start, changes into it. Waits for the disk.

#pragma once

#include <cstddef>
#include <string>

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

/// Keeps its statements for the next time: to parse them costs more than a small change does.
class FactWriter {
 public:
  static Result<FactWriter> prepare(Database& database);

  /// All or nothing. After a failure the connection is to be closed: its transaction may still be open.
  Result<void> write(const Changes& changes);

 private:
  FactWriter(Statement begin, Statement forget_all, Statement forget, Statement put, Statement erase, Statement commit);
  Result<void> write_topic(const std::string& topic, const TopicChanges& changes);

  Statement begin_;
  Statement forget_all_;
  Statement forget_;
  Statement put_;
  Statement erase_;
  Statement commit_;
};

}  // namespace presad::store
