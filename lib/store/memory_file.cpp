#include "store/memory_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "base/descriptor.h"
#include "base/log.h"
#include "base/text.h"
#include "store/disk_failure.h"
#include "store/schema.h"
#include "store/set_aside.h"

namespace presad::store {

namespace {

constexpr mode_t only_mine = 0600;

/// To check more would hold up the start for minutes. The facts of most_bytes fill a fifth of it.
constexpr off_t largest_file = off_t{512} << 20U;

off_t size_of(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

Result<void> check_size(const std::string& path) {
  if (size_of(path) + size_of(path + "-wal") <= largest_file) return {};
  return fail(ErrorKind::integrity, path + " is larger than any that presad makes");
}

/// An empty file is an empty database; made here, because SQLite would let everybody read it. SQLite gives its log the
/// same mode.
Result<void> make_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, only_mine));
  if (!file.open() && errno == EISDIR) return fail(ErrorKind::integrity, path + " is a directory");
  if (!file.open()) return disk_failure("cannot open " + path, errno);
  struct stat status{};
  const bool known = ::fstat(file.number(), &status) == 0;
  if (known && (status.st_mode & 07777U) != only_mine)
    (void)::fchmod(file.number(), only_mine);  // a foreign file stays
  if (known && !S_ISREG(status.st_mode)) return fail(ErrorKind::integrity, path + " is no file");
  return {};
}

Result<void> check(Database& database) {
  if (Result<void> ours = check_table(database, schema_steps()); !ours) return ours;
  const Result<std::string> verdict = database.text("PRAGMA integrity_check(1)");
  if (!verdict) return verdict.error();
  if (*verdict != "ok") return fail(ErrorKind::integrity, "the check at the start found: " + printable(*verdict));
  return {};
}

Result<OpenFile> open_sound_file(const std::string& path) {
  if (const Result<void> made = make_file(path); !made) return made.error();
  if (const Result<void> fits = check_size(path); !fits) return fits.error();
  Result<Database> database = Database::open(path, Database::Access::read_write);
  if (!database) return database.error();
  // The two lines of caution: https://www.sqlite.org/security.html.
  Result<void> done = database->execute(
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON");
  if (done) done = check(*database);
  // The disk let us open it for writing: it is the file that says so, and would for ever.
  if (done && database->is_read_only()) return fail(ErrorKind::integrity, path + " says that it is read-only");
  // EXTRA while a new file becomes one with a log: the removal of the rollback journal is synced, too. After a power
  // cut it would come back and roll all back (power_cut_test). NORMAL: a commit waits for no disk, sync() does.
  if (done) {
    done = database->execute("PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  }
  if (done) done = bring_up_to_date(*database, schema_steps());
  if (!done) return done.error();
  Result<StoredFacts> stored = read_facts(*database);
  if (!stored) return stored.error();
  return OpenFile{std::move(*database), std::move(*stored)};
}

bool has_log(const std::string& path) { return size_of(path + "-wal") > 0; }

}  // namespace

Result<OpenFile> open_memory_file(const std::string& path) {
  Result<OpenFile> opened = open_sound_file(path);
  if (opened || opened.error().kind == ErrorKind::unreachable) return opened;
  const bool newer = opened.error().kind == ErrorKind::unsupported;
  const Result<std::string> aside = set_aside(path, newer ? "newer" : "damaged", SystemClock().wall_time());
  if (!aside) return aside.error();
  log::error("memory", "{} cannot be used: {}. It is set aside as {}, and presad begins with an empty memory", path,
             opened.error().what, *aside);
  opened = open_sound_file(path);
  // A new file that is damaged at once: the next attempt is the writer's, after a pause.
  if (!opened) opened.error().kind = ErrorKind::unreachable;
  return opened;
}

Result<StoredFacts> read_memory_file(const std::string& path) {
  if (const Result<void> fits = check_size(path); !fits) return fits.error();
  Error error;
  for (const Database::Access access : {Database::Access::read_only, Database::Access::immutable}) {
    // Without its log it is an old state at best, and torn at worst.
    if (access == Database::Access::immutable && has_log(path)) break;
    Result<Database> database = Database::open(path, access);
    const Result<void> sound = database ? check(*database) : Result<void>(database.error());
    Result<StoredFacts> stored = sound ? read_facts(*database) : Result<StoredFacts>(sound.error());
    if (stored) return stored;
    error = stored.error();
  }
  return error;
}

}  // namespace presad::store
