#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "store/fact_limits.h"
#include "store/set_aside.h"
#include "support/captured_log.h"
#include "unit/store/faulty_disk.h"
#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::CapturedLog;
using presad::testing::FaultyDisk;
using presad::testing::KeptMemory;
using presad::testing::read_text_file;
using presad::testing::write_text_file;

namespace {

/// The names in the folder that begin so, sorted.
std::vector<std::string> names(const KeptMemory& memory, const std::string& begin) {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::directory_iterator(memory.folder())) {
    if (file.path().filename().string().starts_with(begin)) found.push_back(file.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// A file with some pages of facts, closed.
void fill(KeptMemory& memory) {
  SqliteStore& store = memory.open();
  for (int i = 0; i < 500; ++i) store.put("presa" + std::to_string(i), "power.1", std::string(100, 'x'));
  memory.close();
}

void change(KeptMemory& memory, const char* sql) {
  Result<Database> database = Database::open(memory.file(), Database::Access::read_write);
  REQUIRE(database);
  REQUIRE(database->execute(sql));
}

/// presad begins empty, keeps the file under another name that the log tells, and remembers from then on.
void check_set_aside(KeptMemory& memory, const std::string& why = "damaged") {
  const CapturedLog log;
  memory.open().put("new", "power.1", "ON");
  CHECK(memory.open().facts("new") == Facts{{"power.1", "ON"}});
  CHECK(memory.health.empty());
  const std::vector<std::string> aside = names(memory, "presad.db." + why + "-");
  REQUIRE(aside.size() == 1);
  CHECK(log.contains("set aside as " + memory.file() + '.' + why));
  CHECK(log.contains(aside.front()));
}

}  // namespace

TEST_CASE("a file that is no database is set aside, said loudly, and presad starts") {
  KeptMemory memory;
  write_text_file(memory.file(), "Lorem ipsum dolor sit amet, " + std::string(5000, 'x'));
  check_set_aside(memory);
}

TEST_CASE("a directory in place of the file is set aside") {
  KeptMemory memory;
  std::filesystem::create_directory(memory.file());
  check_set_aside(memory);
}

TEST_CASE("a file that was cut short is set aside wherever it was cut") {
  for (const double part : {0.001, 0.1, 0.5, 0.99}) {
    KeptMemory memory;
    fill(memory);
    const auto size = static_cast<double>(std::filesystem::file_size(memory.file()));
    std::filesystem::resize_file(memory.file(), static_cast<std::uintmax_t>(size * part));
    check_set_aside(memory);
  }
}

TEST_CASE("an empty file is an empty memory") {
  KeptMemory memory;
  fill(memory);
  std::filesystem::resize_file(memory.file(), 0);
  CHECK(memory.open().facts("presa1").empty());
  CHECK(names(memory, "presad.db.").empty());
  CHECK(memory.health.empty());
}

TEST_CASE("pages full of noise are found at the start") {
  std::mt19937 chance(1);
  KeptMemory sound;
  fill(sound);
  const std::string bytes = read_text_file(sound.file());
  constexpr std::size_t page = 4096;
  for (std::size_t begin = 0; begin < bytes.size(); begin += page) {
    std::string noisy = bytes;
    for (std::size_t i = begin; i < begin + page; ++i) noisy[i] = static_cast<char>(chance());
    KeptMemory memory;
    write_text_file(memory.file(), noisy);
    check_set_aside(memory);
  }
}

TEST_CASE("whatever single bytes are flipped: presad starts, and no fact is anything but short printable text") {
  const FaultyDisk disk;  // its syncs cost nothing
  std::mt19937 chance(2);
  KeptMemory sound;
  fill(sound);
  const std::string bytes = read_text_file(sound.file());
  for (int round = 0; round < 200; ++round) {
    KeptMemory memory;
    std::string flipped = bytes;
    for (int i = 0; i < 4; ++i) flipped[chance() % flipped.size()] ^= static_cast<char>(1U << chance() % 8);
    write_text_file(memory.file(), flipped);
    const CapturedLog log;
    memory.open().put("new", "power.1", "ON");
    CHECK(memory.open().facts("new") == Facts{{"power.1", "ON"}});
    CHECK(memory.health.empty());
    for (const auto& [topic, facts] : memory.on_disk()) {
      for (const auto& [name, value] : facts) REQUIRE(refusal(topic, name, value).empty());
    }
  }
}

TEST_CASE("a file of a newer presad is set aside as such") {
  KeptMemory memory;
  fill(memory);
  change(memory, "PRAGMA user_version = 99");
  check_set_aside(memory, "newer");
}

TEST_CASE("a file whose header says that nobody may write to it is set aside, not waited for") {
  KeptMemory memory;
  fill(memory);
  std::string bytes = read_text_file(memory.file());
  bytes[18] = 18;  // the write version, of which there are 1 and 2 (https://www.sqlite.org/fileformat.html, 1.3.3)
  write_text_file(memory.file(), bytes);
  check_set_aside(memory);
}

TEST_CASE("a database without the table is set aside") {
  KeptMemory memory;
  fill(memory);
  change(memory, "ALTER TABLE fact RENAME TO fiction");
  check_set_aside(memory);
}

TEST_CASE("rows that are no facts are dropped and said, the others stand, and the next start finds none") {
  KeptMemory memory;
  memory.open().put("presa1", "power.1", "ON");
  memory.close();
  change(memory,
         "INSERT INTO fact VALUES ('presa1', 'address', x'00'), ('presa1', 'profile', 'a' || char(10) || 'b'),"
         " ('presa2', 'power.1', 7), ('', 'x', 'y'), ('presa3', 'x', CAST(x'ff' AS TEXT)),"
         " ('presa4', 'x', hex(zeroblob(3000)))");
  {
    const CapturedLog log;
    CHECK(memory.open().facts("presa1") == Facts{{"power.1", "ON"}});
    CHECK(log.contains("rows in the file are no facts and are dropped"));
  }
  const CapturedLog log;
  SqliteStore& again = memory.open();
  CHECK(again.facts("presa1") == Facts{{"power.1", "ON"}});
  CHECK(again.facts("presa4").empty());
  CHECK_FALSE(log.contains("are no facts"));
}

TEST_CASE("what is set aside keeps its log: nothing of it is lost to whoever looks into it") {
  KeptMemory memory;
  SqliteStore& store = memory.open();
  store.put("presa1", "power.1", "ON");
  REQUIRE(memory.until_on_disk("presa1", "power.1", "ON"));
  const Result<std::string> aside = set_aside(memory.file(), "damaged", WallTime{});
  REQUIRE(aside);
  CHECK(*aside == memory.file() + ".damaged-19700101T000000Z");
  CHECK(std::filesystem::exists(*aside + "-wal"));
  CHECK_FALSE(std::filesystem::exists(memory.file() + "-wal"));
}

TEST_CASE("files set aside in one second get different names, and a disk is not filled with them") {
  KeptMemory memory;
  for (int i = 0; i < most_set_aside; ++i) {
    write_text_file(memory.file(), "no database");
    REQUIRE(set_aside(memory.file(), "damaged", WallTime{}));
  }
  CHECK(names(memory, "presad.db.damaged-").size() == most_set_aside);
  write_text_file(memory.file(), "no database");
  const Result<std::string> one_more = set_aside(memory.file(), "damaged", WallTime{});
  REQUIRE_FALSE(one_more);
  CHECK(one_more.error().kind == ErrorKind::unreachable);
  memory.open().put("presa1", "power.1", "ON");
  REQUIRE(memory.until_durable(false));
  CHECK(memory.health.back().cause.find("20 files like it were set aside before") != std::string::npos);
}
