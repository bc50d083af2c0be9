// The thread that waits for the disk, so that the loop never does.
//
//              a failure: all is to be written anew
//   writing ─────────────────────────────────────────► without a file
//      ▲                                                   │ 1, 5, 15, 60 s, …
//      └───────────────────────────────────────────────────┘
//        opened, all written, synced

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "store/database.h"
#include "store/fact_table.h"
#include "store/memory.h"
#include "store/pace.h"

namespace presad::store {

class Writer {
 public:
  /// `database`: the file, if it could be opened. If not, `health` says why, and was told to nobody yet.
  Writer(std::shared_ptr<Memory> memory, std::string path, std::optional<Database> database, const Health& health,
         const Pace& pace);

  /// The thread: until the memory is to end.
  void run();

 private:
  void reopen();
  void write();
  Result<void> write(const Changes& changes);
  void sync();
  void fail(const std::string& cause);
  void tell(Health health);

  std::shared_ptr<Memory> memory_;
  const std::string path_;
  const Pace pace_;
  std::optional<Database> database_;
  std::optional<FactWriter> facts_;  ///< of this database; made when it is first needed
  Health told_;
  std::size_t failures_ = 0;     ///< in a row
  Timestamp sync_at_ = never;    ///< while something committed is not synced
  Timestamp reopen_at_ = never;  ///< while there is no file
};

}  // namespace presad::store
