#include "daemon/watchdog.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace std::chrono_literals;

namespace {
constexpr Timestamp begin = Timestamp(1h);
}

TEST_CASE("nobody is fed before everybody has answered") {
  Watchdog watchdog(30s);
  Watchdog::Turn turn = watchdog.on_turn(begin);
  CHECK_FALSE(turn.feed);
  CHECK(turn.ask);
  watchdog.on_answer(Worker::memory);
  turn = watchdog.on_turn(begin + 7s);
  CHECK_FALSE(turn.feed);
  CHECK_FALSE(turn.ask);  // who has not answered yet is not asked again
  watchdog.on_answer(Worker::broker);
  turn = watchdog.on_turn(begin + 14s);
  CHECK(turn.feed);
  CHECK(turn.ask);
}

TEST_CASE("an answer is good for one meal") {
  Watchdog watchdog(30s);
  watchdog.on_turn(begin);
  watchdog.on_answer(Worker::memory);
  watchdog.on_answer(Worker::broker);
  CHECK(watchdog.on_turn(begin + 7s).feed);
  CHECK_FALSE(watchdog.on_turn(begin + 14s).feed);
  watchdog.on_answer(Worker::broker);
  watchdog.on_answer(Worker::broker);
  CHECK_FALSE(watchdog.on_turn(begin + 21s).feed);
}

TEST_CASE("either one that hangs starves it, and is named once") {
  for (const Worker alive : {Worker::broker, Worker::memory}) {
    Watchdog watchdog(30s);
    watchdog.on_turn(begin);
    watchdog.on_answer(alive);
    CHECK(watchdog.on_turn(begin + 14s).silent.empty());
    const Watchdog::Turn turn = watchdog.on_turn(begin + 15s);
    CHECK_FALSE(turn.feed);
    CHECK(turn.silent == (alive == Worker::broker ? "the memory's thread" : "the broker's threads"));
    CHECK(watchdog.on_turn(begin + 20s).silent.empty());
  }
}

TEST_CASE("two that hang are both named, and one that comes back is fed again") {
  Watchdog watchdog(30s);
  watchdog.on_turn(begin);
  CHECK(watchdog.on_turn(begin + 16s).silent == "the broker's threads and the memory's thread");
  watchdog.on_answer(Worker::memory);
  watchdog.on_answer(Worker::broker);
  CHECK(watchdog.on_turn(begin + 18s).feed);
  CHECK(watchdog.on_turn(begin + 34s).silent == "the broker's threads and the memory's thread");
}
