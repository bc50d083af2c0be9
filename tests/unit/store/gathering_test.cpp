// The writer's pause before a transaction: what comes meanwhile is in it, and the end does not wait for it.

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "store/memory.h"

using namespace presad;
using namespace presad::store;
using namespace std::chrono_literals;

TEST_CASE("what is put while the writer gathers is taken with what came before") {
  Memory memory({}, true, {}, {});
  memory.put("presa1", "power.1", "ON");
  CHECK_FALSE(memory.wait(never, true));
  memory.put("presa2", "power.1", "OFF");
  const auto began = std::chrono::steady_clock::now();
  CHECK_FALSE(memory.gather(1ms));
  CHECK(std::chrono::steady_clock::now() - began >= 1ms);
  CHECK(memory.take().topics.size() == 2);
  CHECK(memory.take().empty());
}

TEST_CASE("the end waits for no gathering") {
  Memory memory({}, true, {}, {});
  bool ending = false;
  std::thread writer([&] {
    ending = memory.gather(1h);
    memory.ended();
  });
  CHECK(memory.end_within(1min));
  writer.join();
  CHECK(ending);
}
