// The ladder of waits.

#include "base/backoff.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace presad;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::array<Duration, 3> steps = {seconds(1), seconds(5), seconds(60)};

}  // namespace

TEST_CASE("each wait is the next step, and the last one repeats") {
  SeededRandom random(1);
  Backoff backoff(steps, 0);
  CHECK(backoff.next(random) == seconds(1));
  CHECK(backoff.next(random) == seconds(5));
  CHECK(backoff.next(random) == seconds(60));
  CHECK(backoff.next(random) == seconds(60));
  CHECK(backoff.step() == 2);
}

TEST_CASE("a ladder of one step stands on it") {
  constexpr std::array<Duration, 1> one = {seconds(7)};
  SeededRandom random(1);
  Backoff backoff(one, 0);
  CHECK(backoff.next(random) == seconds(7));
  CHECK(backoff.next(random) == seconds(7));
  backoff.jump_to_last();
  CHECK(backoff.next(random) == seconds(7));
}

TEST_CASE("reset starts the ladder over") {
  SeededRandom random(1);
  Backoff backoff(steps, 0);
  for (int i = 0; i < 5; ++i) backoff.next(random);
  backoff.reset();
  CHECK(backoff.step() == 0);
  CHECK(backoff.next(random) == seconds(1));
}

TEST_CASE("what a quick retry cannot cure waits the longest at once") {
  SeededRandom random(1);
  Backoff backoff(steps, 0);
  backoff.jump_to_last();
  CHECK(backoff.next(random) == seconds(60));
  CHECK(backoff.next(random) == seconds(60));
}

TEST_CASE("waits are spread over their step's jitter and never leave it") {
  SeededRandom random(42);
  Backoff backoff(steps, 0.2);
  Duration shortest = seconds(100);
  Duration longest{};
  for (int i = 0; i < 1000; ++i) {
    backoff.reset();
    const Duration wait = backoff.next(random);
    shortest = std::min(shortest, wait);
    longest = std::max(longest, wait);
  }
  CHECK(shortest >= milliseconds(800));
  CHECK(longest <= milliseconds(1200));
  CHECK(shortest < milliseconds(820));
  CHECK(longest > milliseconds(1180));
}

TEST_CASE("many devices that fail together do not come back together") {
  SeededRandom random(7);
  std::array<Duration, 50> waits{};
  for (Duration& wait : waits) wait = Backoff(steps).next(random);
  std::sort(waits.begin(), waits.end());
  CHECK(std::adjacent_find(waits.begin(), waits.end()) == waits.end());
}
