#include "loop/deferred_queue.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::loop;

namespace {

struct Item : DeferredItem {
  explicit Item(char name_) : name(name_) {}
  char name;
};

/// What one turn runs.
std::string turn(DeferredQueue& queue, DeferredItem* again = nullptr, DeferredItem* gone = nullptr) {
  std::string ran;
  queue.run_turn([&](DeferredItem& item) {
    ran += static_cast<Item&>(item).name;
    if (again != nullptr) queue.add(*again);
    if (gone != nullptr) queue.remove(*gone);
  });
  return ran;
}

}  // namespace

TEST_CASE("what was deferred runs once, in order") {
  DeferredQueue queue;
  Item a('a');
  Item b('b');
  CHECK(queue.add(b));
  CHECK(queue.add(a));
  CHECK_FALSE(queue.add(b));
  CHECK(turn(queue) == "ba");
  CHECK(queue.empty());
  CHECK(turn(queue).empty());
}

TEST_CASE("what is added in a turn is for the next, and can be taken out of that") {
  DeferredQueue queue;
  Item a('a');
  Item b('b');
  Item c('c');
  queue.add(a);
  queue.add(b);
  CHECK(turn(queue, &c) == "ab");
  queue.add(a);
  queue.remove(c);
  CHECK(turn(queue) == "a");
}

TEST_CASE("what is taken out in a turn before it ran does not run") {
  DeferredQueue queue;
  Item a('a');
  Item b('b');
  queue.add(a);
  queue.add(b);
  CHECK(turn(queue, nullptr, &b) == "a");
  CHECK(queue.empty());
}
