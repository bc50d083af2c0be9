#include "store/database.h"

#include <sqlite3.h>

#include <cerrno>

#include "base/text.h"
#include "store/disk_failure.h"

namespace presad::store {

namespace {

/// Somebody looks into the file with sqlite3(1) just now: seldom, and short.
constexpr int busy_timeout_ms = 1000;

/// Of a row or a text: many times what a fact may be long. A file that holds more was not made by presad.
constexpr int longest_row = 1 << 20;

/// The errno behind a code; SQLite keeps it for some of its failures only.
int system_error(sqlite3* handle, int code) noexcept {
  switch (code & 0xff) {  // the primary code (https://www.sqlite.org/rescode.html, 2)
    case SQLITE_FULL:
      return ENOSPC;
    case SQLITE_PERM:
      return EACCES;
    case SQLITE_READONLY:
      return code == SQLITE_READONLY_DBMOVED ? ENOENT : EROFS;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return sqlite3_system_errno(handle);
    default:
      return 0;
  }
}

/// SQLITE_NOMEM is the file's: a damaged schema brings it about, and Linux ends a process rather than refuse it memory.
bool is_the_disks_fault(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_PERM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
    case SQLITE_AUTH:
      return true;
    default:
      return false;
  }
}

Error failure(sqlite3* handle, int code) {
  const char* name = sqlite3_db_filename(handle, "main");
  const std::string file = name != nullptr && *name != '\0' ? name : "the memory";
  if (is_the_disks_fault(code)) return disk_failure(file, system_error(handle, code), sqlite3_errstr(code));
  return {ErrorKind::integrity, file + ": " + printable(sqlite3_errmsg(handle))};  // it may quote from the file
}

/// A path inside a file: address (https://www.sqlite.org/uri.html, 3.1).
std::string escaped(const std::string& path) {
  std::string text;
  for (const char one : path) {
    if (one == '%' || one == '?' || one == '#') {
      text += '%' + to_hex(ByteView(reinterpret_cast<const std::uint8_t*>(&one), 1));
    } else {
      text += one;
    }
  }
  return text;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

void Statement::bind(int place, std::string_view text) {
  sqlite3_bind_text(handle_.get(), place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failure(sqlite3_db_handle(handle_.get()), code);
}

Result<void> Statement::run() {
  const Result<bool> row = step();
  sqlite3_reset(handle_.get());
  if (!row) return row.error();
  return {};
}

std::optional<std::string> Statement::text(int column) const {
  if (sqlite3_column_type(handle_.get(), column) != SQLITE_TEXT) return std::nullopt;
  const unsigned char* bytes = sqlite3_column_text(handle_.get(), column);
  if (bytes == nullptr) return std::nullopt;  // no room in memory
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(handle_.get(), column); }

void Database::Close::operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }

Result<Database> Database::open(const std::string& path, Access access) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  std::string name = path;
  if (access == Access::read_write) {
    flags |= SQLITE_OPEN_READWRITE;
  } else {
    flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    name = "file:" + escaped(path) + (access == Access::immutable ? "?immutable=1" : "?readonly_shm=1");
  }
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  Database database;
  database.handle_.reset(handle);
  if (code != SQLITE_OK) {
    return is_the_disks_fault(code) ? disk_failure(path, system_error(handle, code), sqlite3_errstr(code))
                                    : Error{ErrorKind::integrity, path + ": " + sqlite3_errstr(code)};
  }
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, longest_row);
  return database;
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(handle_.get(), code);
  return {};
}

Result<Statement> Database::prepare(const char* sql) {
  Statement statement;
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql, -1, &made, nullptr);
  if (code != SQLITE_OK) return failure(handle_.get(), code);
  statement.handle_.reset(made);
  return statement;
}

Result<std::int64_t> Database::number(const char* sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  const Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->number(0) : 0;
}

Result<std::string> Database::text(const char* sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  const Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->text(0).value_or("") : "";
}

bool Database::is_read_only() const noexcept { return sqlite3_db_readonly(handle_.get(), "main") == 1; }

Result<void> Database::sync() {
  int moved = 0;
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved != 0) return failure(handle_.get(), SQLITE_READONLY_DBMOVED);
  // In WAL mode a commit stands in the log: to sync that is enough, and it writes nothing more onto an SD card, as an
  // empty commit under synchronous=FULL would have to.
  sqlite3_file* log = nullptr;
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
  if (log == nullptr || log->pMethods == nullptr) return {};  // nothing was written yet
  const int code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
  if (code != SQLITE_OK) return failure(handle_.get(), code);
  return {};
}

}  // namespace presad::store
