#include "store/schema.h"

#include <doctest/doctest.h>

#include <array>

#include "store/fact_table.h"
#include "support/test_process.h"

using namespace presad;
using namespace presad::store;
using presad::testing::TemporaryDirectory;
using presad::testing::write_text_file;

namespace {

constexpr std::array<const char*, 2> two_steps{
    "CREATE TABLE colour (name TEXT PRIMARY KEY)",
    "ALTER TABLE colour ADD COLUMN hue INTEGER NOT NULL DEFAULT 7",
};

Database new_file(const TemporaryDirectory& directory) {
  const std::string path = directory.file("a.db");
  write_text_file(path, "");
  Result<Database> database = Database::open(path, Database::Access::read_write);
  REQUIRE(database);
  return std::move(*database);
}

}  // namespace

TEST_CASE("an empty file takes every step") {
  const TemporaryDirectory directory;
  Database database = new_file(directory);
  REQUIRE(bring_up_to_date(database, two_steps));
  CHECK(*database.number("PRAGMA user_version") == 2);
  REQUIRE(database.execute("INSERT INTO colour (name) VALUES ('red')"));
  CHECK(*database.number("SELECT hue FROM colour") == 7);
}

TEST_CASE("an older file takes the steps it has not behind it, and keeps what stands in it") {
  const TemporaryDirectory directory;
  Database database = new_file(directory);
  REQUIRE(bring_up_to_date(database, std::span(two_steps).first(1)));
  REQUIRE(database.execute("INSERT INTO colour (name) VALUES ('red')"));
  CHECK(*database.number("PRAGMA user_version") == 1);
  REQUIRE(bring_up_to_date(database, two_steps));
  CHECK(*database.number("PRAGMA user_version") == 2);
  CHECK(*database.text("SELECT name FROM colour WHERE hue = 7") == "red");
}

TEST_CASE("a step that fails changes nothing") {
  const TemporaryDirectory directory;
  {
    Database database = new_file(directory);
    constexpr std::array<const char*, 2> broken{two_steps[0],
                                                "CREATE TABLE other (name TEXT); INSERT INTO nowhere VALUES (1)"};
    const Result<void> done = bring_up_to_date(database, broken);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::integrity);
  }
  Result<Database> database = Database::open(directory.file("a.db"), Database::Access::read_write);
  REQUIRE(database);
  CHECK(*database->number("PRAGMA user_version") == 1);
  CHECK(*database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'other'") == 0);
}

TEST_CASE("a file that knows more steps was made by a newer presad") {
  const TemporaryDirectory directory;
  Database database = new_file(directory);
  REQUIRE(database.execute("PRAGMA user_version = 3"));
  const Result<void> done = bring_up_to_date(database, two_steps);
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == ErrorKind::unsupported);
}

TEST_CASE("today's steps make the table that facts are written into and read from") {
  const TemporaryDirectory directory;
  Database database = new_file(directory);
  REQUIRE(bring_up_to_date(database, schema_steps()));
  Changes changes;
  changes.put("presa1", "power.1", "ON");
  REQUIRE(FactWriter::prepare(database).value().write(changes));
  const Result<StoredFacts> stored = read_facts(database);
  REQUIRE(stored);
  CHECK(stored->facts == FactsByTopic{{"presa1", {{"power.1", "ON"}}}});
}
