// One connection to one SQLite file: text goes in, text and numbers come out, failures are Errors.
//
// Used by one thread at a time, not always the same. Waits for the disk. What stands in the file is not its business.
// Facts: https://www.sqlite.org/c3ref/intro.html, https://www.sqlite.org/wal.html

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace presad::store {

/// A prepared statement; dies before its Database.
class Statement {
 public:
  /// Places count from 1. `text` is copied.
  void bind(int place, std::string_view text);

  /// True: there is a row.
  Result<bool> step();
  /// Runs a statement without rows and makes it ready for the next time.
  Result<void> run();

  /// Of the row, columns count from 0. Nothing when it is no text.
  std::optional<std::string> text(int column) const;
  std::int64_t number(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Failures are `integrity` when the file is damaged or does not hold what it should, else `unreachable`.
class Database {
 public:
  enum class Access : unsigned char {
    read_write,  ///< the file exists; an empty one is a database without tables
    read_only,   ///< on a full or a read-only disk
    immutable,   ///< the same, when there is no log (-wal) to be read with it
  };
  static Result<Database> open(const std::string& path, Access access);

  Result<void> execute(const char* sql);
  Result<Statement> prepare(const char* sql);
  Result<std::int64_t> number(const char* sql);
  Result<std::string> text(const char* sql);

  /// The file could be opened for reading only, or asks not to be written to.
  bool is_read_only() const noexcept;

  /// Whatever was committed is on the medium then. Fails, too, when somebody took the file away.
  Result<void> sync();

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace presad::store
