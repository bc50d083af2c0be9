// What is remembered of relays and policies, over restarts.

#include "bridge/power_memory.h"

#include <doctest/doctest.h>

#include "support/fake_store.h"

using namespace presad;
using namespace presad::bridge;
using presad::testing::FakeStore;

TEST_CASE("a settled position is in the store, and is the target after a restart") {
  FakeStore store;
  {
    PowerMemory memory(store, "presa1", {PowerOn::last, false});
    memory.remember(std::vector{Power::on, Power::off}, 0);
  }
  CHECK(store.known["presa1"] == Facts{{"power.1", "ON"}, {"power.2", "OFF"}});
  const PowerMemory memory(store, "presa1", {PowerOn::last, false});
  CHECK(memory.target(1, Power::off, true) == true);
  CHECK(memory.target(2, Power::on, true) == false);
  CHECK_FALSE(memory.target(3, Power::off, true));
  CHECK_FALSE(memory.target(0, Power::off, true));
  CHECK_FALSE(memory.target(99, Power::off, true));
}

TEST_CASE("what a power cut left is not taken for what somebody wanted") {
  FakeStore store;
  PowerMemory memory(store, "presa1", {PowerOn::last, false});
  memory.remember(std::vector{Power::on}, 0);
  memory.remember(std::vector{Power::off}, 1);
  memory.remember(std::vector{Power::undefined}, 0);
  CHECK(memory.target(1, Power::off, true) == true);
}

TEST_CASE("a position that is known already is not written again") {
  FakeStore store;
  PowerMemory memory(store, "presa1", {});
  for (int i = 0; i < 5; ++i) memory.remember(std::vector{Power::on}, 0);
  CHECK(store.written["power.1"] == 1);
}

TEST_CASE("a policy set by command holds over restarts until that line of the inventory changes") {
  FakeStore store;
  PowerMemory(store, "presa1", {PowerOn::device, false}).set_by_command(PowerOn::last);
  CHECK(PowerMemory(store, "presa1", {PowerOn::device, false}).power_on() == PowerOn::last);
  CHECK(PowerMemory(store, "presa1", {PowerOn::device, true}).power_on() == PowerOn::last);
  CHECK(PowerMemory(store, "presa1", {PowerOn::off, false}).power_on() == PowerOn::off);
  CHECK(PowerMemory(store, "presa1", {PowerOn::device, false}).power_on() == PowerOn::device);
}

TEST_CASE("hostile facts are no facts") {
  FakeStore store;
  store.known["presa1"] = {{"power.1", "PERHAPS"}, {"power_on", "always"}};
  PowerMemory memory(store, "presa1", {PowerOn::last, false});
  CHECK_FALSE(memory.target(1, Power::off, true));
  CHECK(memory.power_on() == PowerOn::last);
  CHECK_FALSE(store.known["presa1"].contains("power_on"));
}
