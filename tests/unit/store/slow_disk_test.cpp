#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "support/captured_log.h"
#include "unit/store/faulty_disk.h"
#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::CapturedLog;
using presad::testing::FaultyDisk;
using presad::testing::KeptMemory;
using namespace std::chrono_literals;

namespace {

constexpr Pace quick{.sync_after = 2ms};

/// A busy machine may be late now and then, a memory that is late always is.
constexpr int attempts = 8;

std::chrono::steady_clock::duration took(auto&& action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::steady_clock::now() - begin;
}

}  // namespace

TEST_CASE("while the disk hangs in a sync, a thousand facts are put and read at once, and wait for it once each") {
  FaultyDisk disk;
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  disk.hold_syncs(true);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until([&] { return disk.waiting_syncs() == 1; }));
  const int writes = disk.log_writes();
  const auto span = took([&] {
    for (int i = 0; i < 1000; ++i) {
      store.put("presa1", "power.1", i % 2 == 0 ? "OFF" : "ON");
      store.put("presa2", "address", std::to_string(i));
      REQUIRE(store.facts("presa2").at("address") == std::to_string(i));
    }
  });
  CHECK(span < 10s);  // who waited for the disk would wait for ever
  CHECK(disk.waiting_syncs() == 1);
  disk.hold_syncs(false);
  REQUIRE(memory.until_on_disk("presa2", "address", "999"));
  CHECK(disk.log_writes() - writes < 20);  // one commit of a page or two, not a thousand
}

TEST_CASE("what is put is synced within a second, and many commits share one sync") {
  FaultyDisk disk;
  auto span = std::chrono::steady_clock::duration::max();
  int commits = 0;
  for (int attempt = 0; attempt < attempts && (span >= 1s || commits <= 3); ++attempt) {
    KeptMemory memory;
    SqliteStore& store = memory.open();
    const int at_first = disk.log_syncs();
    store.put("presa1", "count", "first");
    REQUIRE(memory.until([&] { return disk.log_syncs() > at_first; }));  // that of the log's beginning
    const int before = disk.log_syncs();
    commits = 0;
    span = took([&] {
      CHECK(memory.until([&] {
        store.put("presa1", "count", std::to_string(++commits));
        return disk.log_syncs() > before;
      }));
    });
  }
  CHECK(span < 1s);
  CHECK(commits > 3);
}

namespace {

/// Puts 1, 2, 3, … while the disk works, and gives the longest that one of them took until it was on the medium.
std::chrono::steady_clock::duration longest_way(KeptMemory& memory, SqliteStore& store, const FaultyDisk& disk) {
  const std::string mark = "number ";
  std::vector<std::chrono::steady_clock::time_point> put_at;
  std::size_t covered = 0;
  std::chrono::steady_clock::duration longest{};
  constexpr int enough_syncs = 3;
  for (int syncs = disk.log_syncs(), end = syncs + enough_syncs; syncs < end;) {
    put_at.push_back(std::chrono::steady_clock::now());
    store.put("presa1", "count", mark + std::to_string(put_at.size()) + '.');
    testing::run_until(memory.loop(), [] { return false; }, 1ms);
    if (disk.log_syncs() == syncs) continue;
    syncs = disk.log_syncs();
    const std::string log = disk.synced(memory.file() + "-wal");
    const std::size_t last = log.rfind(mark);
    const std::size_t newest = last == std::string::npos ? 0 : std::stoul(log.substr(last + mark.size()));
    if (newest > covered) longest = std::max(longest, std::chrono::steady_clock::now() - put_at[covered]);
    covered = newest;
  }
  REQUIRE(covered > 0);
  return longest;
}

}  // namespace

TEST_CASE("on a slow disk, too, what is put is on the medium within a second, also when it came during a sync") {
  FaultyDisk disk;
  auto longest = std::chrono::steady_clock::duration::max();
  for (int attempt = 0; attempt < attempts && longest >= 1s; ++attempt) {
    KeptMemory memory;
    SqliteStore& store = memory.open();
    disk.slow_syncs(300ms);  // an SD card on a bad day
    longest = longest_way(memory, store, disk);
    disk.slow_syncs(0ms);
  }
  CHECK(longest < 1s);
}

TEST_CASE("nothing is synced while nothing changes") {
  FaultyDisk disk;
  KeptMemory memory;
  SqliteStore& store = memory.open(quick);
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until([&] { return disk.log_syncs() == 2; }));  // the log's beginning, and the fact
  for (int i = 0; i < 100; ++i) store.put("presa1", "power.1", "ON");
  testing::run_for(memory.loop(), 50ms);
  CHECK(disk.log_syncs() == 2);
}

TEST_CASE("the end does not wait for ever for a dead disk, and says what it left behind") {
  FaultyDisk disk;
  {
    KeptMemory memory;
    SqliteStore& store = memory.open({.sync_after = 1ms, .longest_end = 50ms});
    disk.hold_syncs(true);
    store.put("presa1", "power.1", "ON");
    REQUIRE(memory.until([&] { return disk.waiting_syncs() == 1; }));
    const CapturedLog log;
    CHECK(took([&] { memory.close(); }) < 15s);  // and not for ever
    CHECK(log.contains("the disk does not answer"));
    disk.hold_syncs(false);
    // The thread left behind ends its work before the folder goes.
    CHECK(memory.until([&] { return !std::filesystem::exists(memory.file() + "-wal"); }));
  }
}
