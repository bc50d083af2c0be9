#include <doctest/doctest.h>

#include <filesystem>
#include <limits>

#include "support/captured_log.h"
#include "unit/store/faulty_disk.h"
#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::CapturedLog;
using presad::testing::FaultyDisk;
using presad::testing::KeptMemory;
using presad::testing::TemporaryDirectory;
using namespace std::chrono_literals;

namespace {

/// So that no test waits for a minute.
constexpr Pace quick{.sync_after = 2ms, .retries = {1ms, 2ms, 4ms, 8ms}};

void check_recovery(KeptMemory& memory, SqliteStore& store, const char* cause) {
  CHECK_MESSAGE(memory.health.back().cause.find(cause) != std::string::npos, memory.health.back().cause);
  store.put("presa1", "power.1", "OFF");
  store.put("presa2", "power.1", "ON");
  CHECK(store.facts("presa2") == Facts{{"power.1", "ON"}});
}

}  // namespace

TEST_CASE("a disk that fills up is told once with its cure, and when there is room all facts are written") {
  FaultyDisk disk;
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  store.put("presa0", "address", "10.0.0.1");
  store.put("presa1", "address", "10.0.0.2");
  REQUIRE(memory.until_on_disk("presa1", "address", "10.0.0.2"));
  disk.fail_writes(SQLITE_FULL);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until_durable(false));
  check_recovery(memory, store, "No space left on device; make room on that disk");
  store.forget("presa0");
  testing::run_for(memory.loop(), 50ms);  // some attempts
  CHECK(memory.health.size() == 1);

  disk.fail_writes(SQLITE_OK);
  REQUIRE(memory.until_durable(true));
  CHECK(memory.health.size() == 2);
  CHECK(memory.health.back().cause.empty());
  CHECK(memory.until_on_disk(
      FactsByTopic{{"presa1", {{"address", "10.0.0.2"}, {"power.1", "OFF"}}}, {"presa2", {{"power.1", "ON"}}}}));
}

TEST_CASE("a file system that turns read-only is told with where to look, and recovers") {
  FaultyDisk disk;
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  disk.fail_writes(SQLITE_READONLY);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until_durable(false));
  check_recovery(memory, store, "read-only");
  disk.fail_writes(SQLITE_OK);
  REQUIRE(memory.until_durable(true));
  CHECK(memory.until_on_disk({{"presa1", {{"power.1", "OFF"}}}, {"presa2", {{"power.1", "ON"}}}}));
}

TEST_CASE("a sync that fails is a write that failed: all facts are written anew") {
  FaultyDisk disk;
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  disk.hold_syncs(true);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until([&] { return disk.waiting_syncs() == 1; }));
  const int writes = disk.log_writes();
  disk.fail_syncs(SQLITE_IOERR_FSYNC);
  disk.hold_syncs(false);
  REQUIRE(memory.until_durable(false));
  disk.fail_syncs(SQLITE_OK);
  REQUIRE(memory.until_durable(true));
  CHECK(disk.log_writes() > writes);
  CHECK(memory.until_on_disk(FactsByTopic{{"presa1", {{"power.1", "ON"}}}}));
}

TEST_CASE("without its folder presad remembers until it ends, says so, and writes all once the folder is there") {
  const TemporaryDirectory directory;
  KeptMemory memory(directory.file("missing/state"));
  SqliteStore& store = memory.open(quick);
  store.put("presa1", "power.1", "ON");
  CHECK(store.facts("presa1") == Facts{{"power.1", "ON"}});
  REQUIRE(memory.until_durable(false));
  check_recovery(memory, store, "No such file or directory; make the folder");
  std::filesystem::create_directories(memory.folder());
  REQUIRE(memory.until_durable(true));
  CHECK(memory.until_on_disk(FactsByTopic{{"presa1", {{"power.1", "OFF"}}}, {"presa2", {{"power.1", "ON"}}}}));
}

TEST_CASE("the end writes what waits, also when the file could not be opened until then") {
  const TemporaryDirectory directory;
  KeptMemory memory(directory.file("missing/state"));
  memory.open().put("presa1", "power.1", "ON");
  std::filesystem::create_directories(memory.folder());
  memory.close();
  CHECK(memory.on_disk() == FactsByTopic{{"presa1", {{"power.1", "ON"}}}});
}

TEST_CASE(
    "a file that can neither be read nor written at the start keeps what it has, and what is put is added to it") {
  FaultyDisk disk;
  KeptMemory memory;
  memory.open().put("presa1", "power.1", "ON");
  memory.close();
  disk.cut_after(0);
  SqliteStore& store = memory.open(quick);
  CHECK(store.facts("presa1").empty());
  store.put("presa2", "power.1", "OFF");
  REQUIRE(memory.until_durable(false));
  disk.cut_after(std::numeric_limits<int>::max());
  REQUIRE(memory.until_durable(true));
  CHECK(memory.until_on_disk(FactsByTopic{{"presa1", {{"power.1", "ON"}}}, {"presa2", {{"power.1", "OFF"}}}}));
}

TEST_CASE("an end that the disk refuses is said") {
  FaultyDisk disk;
  KeptMemory memory;
  SqliteStore& store = memory.open();
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until_on_disk("presa1", "power.1", "ON"));
  disk.fail_syncs(SQLITE_IOERR_FSYNC);
  store.put("presa1", "power.1", "OFF");
  const CapturedLog log;
  memory.close();
  CHECK(log.contains("what changed last did not reach the disk"));
}

TEST_CASE("another program that keeps the file locked holds the memory up, and loses nothing") {
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  {
    Result<Database> other = Database::open(memory.file(), Database::Access::read_write);
    REQUIRE(other);
    REQUIRE(other->execute("BEGIN IMMEDIATE"));
    store.put("presa1", "power.1", "ON");
    REQUIRE(memory.until_durable(false));
    CHECK(memory.health.back().cause.find("database is locked") != std::string::npos);
  }
  REQUIRE(memory.until_durable(true));
  CHECK(memory.until_on_disk(FactsByTopic{{"presa1", {{"power.1", "ON"}}}}));
}

TEST_CASE("a file that is removed under presad's feet is made anew with all facts") {
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until_on_disk("presa1", "power.1", "ON"));
  for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(memory.file() + part);
  store.put("presa2", "power.1", "ON");
  REQUIRE(memory.until([&] { return memory.health.size() == 2; }));  // the one follows the other at once
  CHECK_FALSE(memory.health[0].durable);
  CHECK(memory.health[1].durable);
  CHECK(memory.until_on_disk({{"presa1", {{"power.1", "ON"}}}, {"presa2", {{"power.1", "ON"}}}}));
}

TEST_CASE("a table that somebody drops under presad's feet is made anew with all facts, and the file set aside") {
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until_on_disk("presa1", "power.1", "ON"));
  {
    Result<Database> other = Database::open(memory.file(), Database::Access::read_write);
    REQUIRE(other);
    REQUIRE(other->execute("DROP TABLE fact"));
  }
  store.put("presa2", "power.1", "ON");
  REQUIRE(memory.until([&] { return memory.health.size() == 2; }));  // the one follows the other at once
  CHECK_FALSE(memory.health[0].durable);
  CHECK(memory.health[1].durable);
  CHECK(memory.until_on_disk({{"presa1", {{"power.1", "ON"}}}, {"presa2", {{"power.1", "ON"}}}}));
}
