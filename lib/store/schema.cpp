#include "store/schema.h"

#include <array>
#include <string>

namespace presad::store {

namespace {

constexpr std::array<const char*, 1> steps_to_today{
    "CREATE TABLE fact (topic TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (topic, name)) "
    "WITHOUT ROWID",
};

}  // namespace

std::span<const char* const> schema_steps() noexcept { return steps_to_today; }

Result<std::size_t> steps_taken(Database& database, std::span<const char* const> steps) {
  const Result<std::int64_t> taken = database.number("PRAGMA user_version");
  if (!taken) return taken.error();
  if (*taken < 0 || static_cast<std::uint64_t>(*taken) > steps.size()) {
    return fail(ErrorKind::unsupported, "it was made by a newer presad: its schema has version " +
                                            std::to_string(*taken) + ", this presad knows " +
                                            std::to_string(steps.size()));
  }
  return static_cast<std::size_t>(*taken);
}

Result<void> check_table(Database& database, std::span<const char* const> steps) {
  // With what belongs to the table: triggers, indexes. Other tables may be whatever a person wants beside it.
  constexpr const char* wording =
      "SELECT group_concat(type || ' ' || name || ' ' || sql, ';') FROM (SELECT type, name, sql FROM sqlite_master "
      "WHERE 'fact' IN (lower(tbl_name), lower(name)) AND sql IS NOT NULL ORDER BY type, name)";
  const Result<std::size_t> taken = steps_taken(database, steps);
  if (!taken) return taken.error();
  const Result<std::string> found = database.text(wording);
  if (!found) return found.error();
  Result<Database> fresh = Database::open(":memory:", Database::Access::read_write);
  if (!fresh) return fresh.error();
  if (Result<void> made = bring_up_to_date(*fresh, steps.first(*taken)); !made) return made;
  const Result<std::string> wanted = fresh->text(wording);
  if (!wanted) return wanted.error();
  if (*found != *wanted) return fail(ErrorKind::integrity, "its table is not the one that presad makes");
  return {};
}

Result<void> bring_up_to_date(Database& database, std::span<const char* const> steps) {
  const Result<std::size_t> taken = steps_taken(database, steps);
  if (!taken) return taken.error();
  for (std::size_t step = *taken; step < steps.size(); ++step) {
    const std::string sql = std::string("BEGIN IMMEDIATE;") + steps[step] +
                            ";PRAGMA user_version = " + std::to_string(step + 1) + ";COMMIT";
    Result<void> done = database.execute(sql.c_str());
    if (!done) return done;  // whoever closes the file rolls the step back
  }
  return {};
}

}  // namespace presad::store
