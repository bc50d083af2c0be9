#include <doctest/doctest.h>
#include <sys/stat.h>

#include "store/fact_limits.h"
#include "support/captured_log.h"
#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::CapturedLog;
using presad::testing::KeptMemory;

TEST_CASE("what was put is known at once and after the next start") {
  KeptMemory memory;
  SqliteStore& store = memory.open();
  CHECK(store.facts("presa1").empty());
  store.put("presa1", "power.1", "ON");
  store.put("presa1", "address", "10.0.0.1");
  store.put("presa1", "power.1", "OFF");
  store.put("/", "boot", "küche – 1");
  CHECK(store.facts("presa1") == Facts{{"address", "10.0.0.1"}, {"power.1", "OFF"}});

  SqliteStore& again = memory.open();
  CHECK(again.facts("presa1") == Facts{{"address", "10.0.0.1"}, {"power.1", "OFF"}});
  CHECK(again.facts("/") == Facts{{"boot", "küche – 1"}});
  CHECK(memory.health.empty());
}

TEST_CASE("every topic of which something is known is told, also after the next start") {
  KeptMemory memory;
  SqliteStore& store = memory.open();
  CHECK(store.topics().empty());
  for (const char* const topic : {"b", "a", "c"}) store.put(topic, "address", "10.0.0.1");
  store.forget("c");
  CHECK(store.topics() == std::vector<std::string>{"a", "b"});
  CHECK(memory.open().topics() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("what was erased or forgotten is gone at once and after the next start") {
  KeptMemory memory;
  SqliteStore& store = memory.open();
  for (const char* topic : {"a", "b", "c"}) {
    store.put(topic, "address", "10.0.0.1");
    store.put(topic, "version", "3.4");
  }
  REQUIRE(memory.until_on_disk("c", "version", "3.4"));
  store.erase("a", "address");
  store.erase("a", "never there");
  store.forget("b");
  store.forget("never there");
  store.forget("c");
  store.put("c", "version", "3.5");
  const Facts a{{"version", "3.4"}};
  const Facts c{{"version", "3.5"}};
  CHECK(store.facts("a") == a);
  CHECK(store.facts("b").empty());
  CHECK(store.facts("c") == c);

  SqliteStore& again = memory.open();
  CHECK(again.facts("a") == a);
  CHECK(again.facts("b").empty());
  CHECK(again.facts("c") == c);
}

TEST_CASE("another program can look into the file while presad runs, and finds what was put") {
  KeptMemory memory;
  memory.open().put("presa1", "power.1", "ON");
  CHECK(memory.until_on_disk("presa1", "power.1", "ON"));
}

TEST_CASE("the file belongs to its account alone, also one that was open to others") {
  KeptMemory memory;
  struct stat status{};
  memory.open().put("presa1", "power.1", "ON");
  REQUIRE(memory.until_on_disk("presa1", "power.1", "ON"));
  for (const char* part : {"", "-wal", "-shm"}) {
    REQUIRE(::stat((memory.file() + part).c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0600);
  }
  memory.close();
  REQUIRE(::chmod(memory.file().c_str(), 0644) == 0);
  memory.open();
  REQUIRE(::stat(memory.file().c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0600);
}

TEST_CASE("a thousand devices with all their facts are known after the next start") {
  KeptMemory memory;
  SqliteStore& store = memory.open();
  for (int device = 0; device < 1000; ++device) {
    for (int fact = 0; fact < 10; ++fact) {
      store.put("presa" + std::to_string(device), "fact." + std::to_string(fact), std::to_string(device * fact));
    }
  }
  SqliteStore& again = memory.open();
  for (int device = 0; device < 1000; ++device) {
    const Facts& facts = again.facts("presa" + std::to_string(device));
    REQUIRE(facts.size() == 10);
    REQUIRE(facts.at("fact.7") == std::to_string(device * 7));
  }
}

TEST_CASE("what is no fact is refused and said, and what was there stays") {
  const CapturedLog log;
  KeptMemory memory;
  SqliteStore& store = memory.open();
  store.put("presa1", "power.1", "ON");
  store.put("presa1", "power.1", std::string(longest_value + 1, 'x'));
  CHECK(store.facts("presa1") == Facts{{"power.1", "ON"}});
  CHECK(log.contains("presa1 power.1 is not remembered: its value is too long"));
  for (std::size_t i = 0; i < most_facts_per_topic + 1; ++i) store.put("presa2", "fact." + std::to_string(i), "x");
  CHECK(store.facts("presa2").size() == most_facts_per_topic);
  CHECK(log.contains("presa2 fact.64 is not remembered: its topic has too many"));
  store.put("presa2", "fact.0", "y");
  CHECK(store.facts("presa2").at("fact.0") == "y");
}
