#include "store/writer.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "store/memory_file.h"

namespace presad::store {

Writer::Writer(std::shared_ptr<Memory> memory, std::string path, std::optional<Database> database, const Health& health,
               const Pace& pace)
    : memory_(std::move(memory)), path_(std::move(path)), pace_(pace), database_(std::move(database)) {
  if (!database_) fail(health.cause);
}

void Writer::run() {
  for (bool ending = false; !ending;) {
    ending = memory_->wait(database_ ? sync_at_ : reopen_at_, database_.has_value());
    if (database_ && !ending) ending = memory_->gather(pace_.gather);
    const Timestamp now = SystemClock().now();
    if (!database_ && (ending || now >= reopen_at_)) {
      reopen();
      continue;
    }
    if (database_) write();
    if (database_ && (ending || now >= sync_at_)) sync();
  }
  // The loop, which tells of Health, is over.
  if (!database_) log::error("memory", "what changed last did not reach the disk: {}", told_.cause);
  facts_.reset();
  database_.reset();  // SQLite moves the log into the file and removes it
  memory_->ended();
}

void Writer::reopen() {
  Result<OpenFile> opened = open_memory_file(path_);
  if (!opened) {
    fail(opened.error().what);
    return;
  }
  database_ = std::move(opened->database);
  write();
  // The log as well begins anew: one that the disk has kept in part only would hide what comes after it.
  if (!database_) return;
  if (const Result<void> moved = database_->execute("PRAGMA wal_checkpoint(TRUNCATE)"); !moved) {
    fail(moved.error().what);
    return;
  }
  tell({});
}

void Writer::write() {
  const Changes changes = memory_->take();
  if (changes.empty()) return;
  if (const Result<void> written = write(changes); !written) {
    fail(written.error().what);
    return;
  }
  // From when it was put, not from when it was committed: it may have waited while the last sync went on.
  const Timestamp since = std::min(changes.since, SystemClock().now());
  sync_at_ = std::min(sync_at_, since + pace_.sync_after);
}

Result<void> Writer::write(const Changes& changes) {
  if (!facts_) {
    Result<FactWriter> prepared = FactWriter::prepare(*database_);
    if (!prepared) return prepared.error();
    facts_ = std::move(*prepared);
  }
  return facts_->write(changes);
}

void Writer::sync() {
  sync_at_ = never;
  if (const Result<void> synced = database_->sync(); !synced) {
    fail(synced.error().what);
    return;
  }
  failures_ = 0;  // here and not in reopen(): a disk that takes and then loses is not tried every second
}

void Writer::fail(const std::string& cause) {
  facts_.reset();
  database_.reset();
  memory_->want_all();
  sync_at_ = never;
  reopen_at_ = SystemClock().now() + pace_.retries[std::min(failures_, pace_.retries.size() - 1)];
  ++failures_;
  tell({false, cause});
}

void Writer::tell(Health health) {
  if (health == told_) return;
  told_ = std::move(health);
  memory_->tell(told_);
}

}  // namespace presad::store
