// A sound database that presad did not make, or that somebody has worked on.

#include <doctest/doctest.h>

#include <filesystem>

#include "store/fact_limits.h"
#include "support/captured_log.h"
#include "unit/store/faulty_disk.h"
#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::CapturedLog;
using presad::testing::FaultyDisk;
using presad::testing::KeptMemory;

namespace {

const Facts on{{"power.1", "ON"}};

void fill_and_change(KeptMemory& memory, const std::string& sql) {
  memory.open().put("presa1", "power.1", "ON");
  memory.close();
  sqlite3* database = nullptr;  // without the limits of presad's own
  CHECK(sqlite3_open(memory.file().c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

}  // namespace

TEST_CASE("a view, a trigger or another table in place of presad's is never asked: the file is set aside") {
  for (const char* sql : {
           "DROP TABLE fact; CREATE VIEW fact AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
           "SELECT 'presa1' AS topic, 'fact.' || i AS name, 'x' AS value FROM n",
           "CREATE TRIGGER strange AFTER INSERT ON fact BEGIN DELETE FROM fact; END",
           "DROP TABLE fact; CREATE TABLE fact (topic, name, value)",
           "DROP TABLE fact; CREATE TABLE FACT (topic, name, value)",
           "DROP TABLE fact; CREATE TABLE fact (topic TEXT NOT NULL, name TEXT NOT NULL, value TEXT AS (topic || "
           "name))",
           "CREATE UNIQUE INDEX one ON fact (value)",
           "PRAGMA user_version = 0",
           "DROP TABLE fact; PRAGMA user_version = 0; CREATE VIEW fact AS SELECT 1 AS topic",
           "PRAGMA user_version = -1",
       }) {
    CAPTURE(sql);
    KeptMemory memory;
    fill_and_change(memory, sql);
    const CapturedLog log;
    SqliteStore& store = memory.open();
    CHECK(store.facts("presa1").empty());
    CHECK(log.contains("set aside"));
    store.put("presa1", "power.1", "ON");
    CHECK(memory.until_on_disk("presa1", "power.1", "ON"));
  }
}

TEST_CASE("what a person keeps beside presad's table, and what SQLite itself does, is left alone") {
  KeptMemory memory;
  fill_and_change(memory, "CREATE TABLE notes (text); CREATE VIEW mine AS SELECT value FROM fact; ANALYZE");
  const CapturedLog log;
  CHECK(memory.open().facts("presa1") == on);
  CHECK_FALSE(log.contains("set aside"));
}

TEST_CASE("what a person deletes or moves to another topic while presad is ended is forgotten or moved") {
  KeptMemory memory;
  for (const char* topic : {"presa1", "presa2", "old"}) memory.open().put(topic, "power.1", "ON");
  fill_and_change(memory, "DELETE FROM fact WHERE topic = 'presa1'; UPDATE fact SET topic = 'new' WHERE topic = 'old'");
  const SqliteStore& store = memory.open();
  CHECK(store.facts("presa1").empty());
  CHECK(store.facts("presa2") == on);
  CHECK(store.facts("new") == on);
  CHECK(memory.health.empty());
}

TEST_CASE("a row that is far too long for a fact sets the file aside") {
  KeptMemory memory;
  fill_and_change(memory, "INSERT INTO fact VALUES ('presa2', 'x', hex(zeroblob(1000000)))");
  const CapturedLog log;
  CHECK(memory.open().facts("presa1").empty());
  CHECK(log.contains("set aside"));
}

TEST_CASE("a file that is larger than any of presad's is set aside without a look into it") {
  FaultyDisk disk;
  KeptMemory memory;
  fill_and_change(memory, "SELECT 1");
  std::filesystem::resize_file(memory.file(), std::uintmax_t{513} << 20U);
  const CapturedLog log;
  CHECK(memory.open().facts("presa1").empty());
  CHECK(log.contains("is larger than any that presad makes"));
}

TEST_CASE("a topic with more facts than may be keeps as many as may be") {
  KeptMemory memory;
  fill_and_change(memory,
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                  "INSERT INTO fact SELECT 'presa2', 'fact.' || i, 'x' FROM n");
  const CapturedLog log;
  CHECK(memory.open().facts("presa2").size() == most_facts_per_topic);
  CHECK(log.contains("936 rows in the file are no facts and are dropped; the first: presa2 fact."));
}

TEST_CASE("of a million rows no more than most_bytes are taken into memory") {
  FaultyDisk disk;  // its syncs cost nothing
  KeptMemory memory;
  fill_and_change(memory,
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) "
                  "INSERT INTO fact SELECT printf('t%07d', i), 'x', 'y' FROM n");
  Result<StoredFacts> stored = read_memory_file(memory.file());
  REQUIRE(stored);
  std::size_t bytes = 0;
  for (const auto& [topic, facts] : stored->facts) {
    for (const auto& [name, value] : facts) bytes += topic.size() + name.size() + value.size() + bytes_beside_texts;
  }
  CHECK(bytes <= most_bytes);
  CHECK(bytes > most_bytes - 2 * bytes_beside_texts);
  CHECK(stored->dropped + stored->facts.size() == 1'000'001);
}
