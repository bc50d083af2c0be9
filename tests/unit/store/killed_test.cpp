// A process that is killed outright: what it had committed is in the kernel's hands and not lost.

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::KeptMemory;

namespace {

/// Puts 1, 2, 3, … and tells each number through `pipe` once it is committed.
[[noreturn]] void count_for_ever(const std::string& folder, int pipe) {
  KeptMemory memory(folder);
  SqliteStore& store = memory.open();
  for (std::uint32_t number = 1;; ++number) {
    store.put("presa1", "count", std::to_string(number));
    while (memory.on_disk()["presa1"]["count"] != std::to_string(number)) continue;
    if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(1);
  }
}

}  // namespace

TEST_CASE("a presad that is killed loses nothing that was committed, and the file opens") {
  std::random_device seed;
  std::mt19937 chance(seed());
  for (int round = 0; round < 20; ++round) {
    KeptMemory memory;
    int pipe[2] = {-1, -1};
    REQUIRE(::pipe(pipe) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) count_for_ever(memory.folder(), pipe[1]);
    ::close(pipe[1]);
    std::uint32_t committed = 0;
    const auto last = static_cast<std::uint32_t>(1 + chance() % 20);
    while (committed < last && ::read(pipe[0], &committed, sizeof committed) == sizeof committed) continue;
    ::kill(child, SIGKILL);
    while (::read(pipe[0], &committed, sizeof committed) == sizeof committed) continue;
    ::close(pipe[0]);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    REQUIRE(committed >= last);

    const Facts& facts = memory.open().facts("presa1");
    REQUIRE(facts.contains("count"));
    CHECK(std::stoul(facts.at("count")) >= committed);
    CHECK(memory.health.empty());
  }
}
