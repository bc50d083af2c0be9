// Real file systems that are full or read-only, in mounts that no other process sees.

#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::KeptMemory;
using presad::testing::TemporaryDirectory;
using namespace std::chrono_literals;

namespace {

constexpr Pace quick{.sync_after = 2ms, .retries = {1ms, 2ms, 4ms, 8ms}};

/// Runs `action` in a process with a small file system of its own on `folder`. Gives what it returns: what went wrong.
std::string on_small_disk(const std::string& folder, const std::function<std::string()>& action) {
  int pipe[2] = {-1, -1};
  REQUIRE(::pipe(pipe) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::string verdict = "no mounts of our own";
    if (::unshare(::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
        ::mount("none", folder.c_str(), "tmpfs", 0, "size=2m") == 0) {
      verdict = action();
    }
    const auto written = ::write(pipe[1], verdict.data(), verdict.size());
    ::_exit(written == static_cast<ssize_t>(verdict.size()) ? 0 : 1);
  }
  ::close(pipe[1]);
  std::string verdict;
  char piece[256];
  for (ssize_t size = 0; (size = ::read(pipe[0], piece, sizeof piece)) > 0;) {
    verdict.append(piece, static_cast<std::size_t>(size));
  }
  ::close(pipe[0]);
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status == 0 ? verdict : "ended with status " + std::to_string(status) + ' ' + verdict;
}

bool remount(const std::string& folder, bool read_only) {
  return ::mount("none", folder.c_str(), nullptr, read_only ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT, "size=2m") == 0;
}

void fill(const std::string& file) {
  std::ofstream stream(file, std::ios::binary);
  const std::string piece(4096, 'x');
  while (stream.write(piece.data(), static_cast<std::streamsize>(piece.size())).flush()) continue;
}

const Facts on{{"power.1", "ON"}};

#define EXPECT(condition) \
  if (!(condition)) return #condition

}  // namespace

TEST_CASE("a read-only disk: the facts of before are known, new ones are kept, and written when it can be written to") {
  const TemporaryDirectory directory;
  const std::string verdict = on_small_disk(directory.path(), [&]() -> std::string {
    KeptMemory memory(directory.path());
    memory.open(quick).put("presa1", "power.1", "ON");
    memory.close();
    EXPECT(remount(directory.path(), true));
    SqliteStore& store = memory.open(quick);
    EXPECT(store.facts("presa1") == on);
    store.put("presa2", "power.1", "ON");
    EXPECT(memory.until_durable(false));
    EXPECT(memory.health.back().cause.find("mounted read-only") != std::string::npos);
    EXPECT(remount(directory.path(), false));
    EXPECT(memory.until_durable(true));
    EXPECT(memory.until_on_disk({{"presa1", on}, {"presa2", on}}));
    return "";
  });
  CHECK(verdict == "");
}

TEST_CASE("a full disk: the facts of before are known, new ones are kept, and written when there is room") {
  const TemporaryDirectory directory;
  const std::string verdict = on_small_disk(directory.path(), [&]() -> std::string {
    KeptMemory memory(directory.path());
    memory.open(quick).put("presa1", "power.1", "ON");
    memory.close();
    fill(directory.file("filler"));
    SqliteStore& store = memory.open(quick);
    EXPECT(store.facts("presa1") == on);
    store.put("presa2", "power.1", "ON");
    EXPECT(memory.until_durable(false));
    EXPECT(memory.health.back().cause.find("make room") != std::string::npos);
    EXPECT(::unlink(directory.file("filler").c_str()) == 0);
    EXPECT(memory.until_durable(true));
    EXPECT(memory.until_on_disk({{"presa1", on}, {"presa2", on}}));
    return "";
  });
  CHECK(verdict == "");
}

TEST_CASE("a full or read-only disk after presad was killed there: what stands in the log is known, too") {
  const TemporaryDirectory directory;
  const std::string verdict = on_small_disk(directory.path(), [&]() -> std::string {
    for (const bool read_only : {false, true}) {
      const std::string left_behind = directory.file(read_only ? "read_only" : "full");
      {
        KeptMemory memory(left_behind + ".alive");
        memory.open(quick).put("presa1", "power.1", "ON");
        EXPECT(memory.until_on_disk("presa1", "power.1", "ON"));
        std::filesystem::copy(memory.folder(), left_behind);  // file, log and index, as a kill leaves them
        EXPECT(std::filesystem::file_size(left_behind + "/presad.db-wal") > 0);
      }
      if (read_only) EXPECT(remount(directory.path(), true));
      if (!read_only) fill(directory.file("filler"));
      KeptMemory memory(left_behind);
      SqliteStore& store = memory.open(quick);
      EXPECT(store.facts("presa1") == on);
      for (int i = 0; i < 50; ++i) store.put("presa2", "fact." + std::to_string(i), std::string(4000, 'x'));
      EXPECT(memory.until_durable(false));
      if (read_only) EXPECT(remount(directory.path(), false));
      if (!read_only) std::filesystem::remove(directory.file("filler"));
      EXPECT(memory.until_durable(true));
      EXPECT(memory.until([&] { return memory.on_disk()["presa2"].size() == 50; }));
      EXPECT(memory.on_disk()["presa1"] == on);
    }
    return "";
  });
  CHECK(verdict == "");
}

TEST_CASE("a disk that fills up while presad runs: all facts are written when there is room") {
  const TemporaryDirectory directory;
  const std::string verdict = on_small_disk(directory.path(), [&]() -> std::string {
    KeptMemory memory(directory.path());
    SqliteStore& store = memory.open(quick);
    store.put("presa1", "power.1", "ON");
    EXPECT(memory.until_on_disk("presa1", "power.1", "ON"));
    fill(directory.file("filler"));
    for (int i = 0; i < 50; ++i) store.put("presa1", "fact." + std::to_string(i), std::string(4000, 'x'));
    EXPECT(memory.until_durable(false));
    EXPECT(memory.health.back().cause.find("make room") != std::string::npos);
    EXPECT(::unlink(directory.file("filler").c_str()) == 0);
    EXPECT(memory.until_durable(true));
    EXPECT(memory.until([&] { return memory.on_disk()["presa1"].size() == 51; }));
    return "";
  });
  CHECK(verdict == "");
}
