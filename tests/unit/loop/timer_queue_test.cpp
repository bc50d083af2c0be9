#include "loop/timer_queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

using namespace presad;
using namespace presad::loop;

namespace {

struct Item : TimerItem {};

Timestamp at(std::int64_t count) { return Timestamp(Duration(count)); }

}  // namespace

TEST_CASE("a queue hands out by deadline, whatever was set, moved and taken out before") {
  std::mt19937 random(1);
  std::deque<Item> items(300);
  std::vector<Timestamp> model(items.size(), never);
  TimerQueue queue;
  for (int step = 0; step < 20'000; ++step) {
    const std::size_t index = random() % items.size();
    const Timestamp deadline = random() % 4 == 0 ? never : at(random() % 1000);
    queue.set(items[index], deadline);
    model[index] = deadline;
    REQUIRE(queue.earliest() == *std::min_element(model.begin(), model.end()));
    REQUIRE(items[index].deadline() == deadline);
  }
  Timestamp last{};
  std::size_t handed_out = 0;
  queue.collect_due(at(1000), items.size());
  while (const TimerItem* const item = queue.take_due()) {
    const auto index = static_cast<std::size_t>(
        std::find_if(items.begin(), items.end(), [&](const Item& each) { return &each == item; }) - items.begin());
    CHECK(model[index] >= last);
    CHECK(item->deadline() == never);
    last = model[index];
    ++handed_out;
  }
  CHECK(handed_out == static_cast<std::size_t>(
                          std::count_if(model.begin(), model.end(), [](Timestamp each) { return each != never; })));
  CHECK(queue.earliest() == never);
}

TEST_CASE("what is not due yet stays, and so does what is more than one turn is for") {
  std::deque<Item> items(5);
  TimerQueue queue;
  for (std::size_t i = 0; i < items.size(); ++i) queue.set(items[i], at(static_cast<std::int64_t>(i)));
  queue.collect_due(at(3), 2);
  CHECK(queue.take_due() == &items[0]);
  CHECK(queue.take_due() == &items[1]);
  CHECK(queue.take_due() == nullptr);
  CHECK(queue.earliest() == at(2));
}

TEST_CASE("what is due and was moved or taken out before its turn came is not handed out") {
  std::deque<Item> items(3);
  TimerQueue queue;
  for (Item& item : items) queue.set(item, at(1));
  queue.collect_due(at(1), 3);
  TimerItem* const first = queue.take_due();
  REQUIRE(first != nullptr);
  for (Item& item : items) {
    if (&item != first) queue.set(item, &item == &items[2] ? at(0) : never);
  }
  CHECK(queue.take_due() == nullptr);
  const bool moved_on = first != &items[2];
  CHECK(queue.earliest() == (moved_on ? at(0) : never));  // for the next turn, if in the past
}
