#include "store/changes.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::store;

TEST_CASE("of many changes to one fact the latest waits, once") {
  Changes changes;
  for (int i = 0; i < 1000; ++i) changes.put("presa1", "power.1", i % 2 == 0 ? "ON" : "OFF");
  REQUIRE(changes.topics.size() == 1);
  REQUIRE(changes.topics["presa1"].facts.size() == 1);
  CHECK(changes.topics["presa1"].facts["power.1"] == "OFF");
}

TEST_CASE("a fact that was put and erased is to be erased, one that was erased and put is to be put") {
  Changes changes;
  changes.put("presa1", "address", "10.0.0.1");
  changes.erase("presa1", "address");
  CHECK(changes.topics["presa1"].facts["address"] == std::nullopt);
  changes.put("presa1", "address", "10.0.0.2");
  CHECK(changes.topics["presa1"].facts["address"] == "10.0.0.2");
}

TEST_CASE("forgetting a topic takes what waited for it, and what comes after stands") {
  Changes changes;
  changes.put("presa1", "address", "10.0.0.1");
  changes.put("presa2", "address", "10.0.0.2");
  changes.forget("presa1");
  changes.put("presa1", "version", "3.4");
  CHECK(changes.topics["presa1"].forgotten);
  CHECK(changes.topics["presa1"].facts.size() == 1);
  CHECK_FALSE(changes.topics["presa2"].forgotten);
}
