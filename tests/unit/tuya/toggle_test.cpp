// Toggles: against what is pending, else what is live, else what is shown first.

#include <doctest/doctest.h>

#include "families/tuya/command_queue.h"
#include "queue_bench.h"

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

TEST_CASE("a toggle turns over what is live") {
  for (const bool before : {false, true}) {
    QueueBench bench;
    bench.show(1, before);
    bench.toggle(1, 1);
    CHECK(bench.take() == Datapoints{{1, !before}});
    bench.show(1, !before);
    CHECK(bench.ended() == Lines{"1 confirmed"});
  }
}

TEST_CASE("a toggle turns over the command that waits, and supersedes it") {
  QueueBench bench;
  bench.show(1, false);
  bench.set(1, 1, true);
  bench.toggle(2, 1);
  CHECK(bench.ended() == Lines{"1 superseded"});
  CHECK(bench.take() == Datapoints{{1, false}});
}

TEST_CASE("a toggle turns over the command in flight") {
  QueueBench bench;
  bench.show(1, false);
  bench.set(1, 1, true);
  bench.take();
  bench.toggle(2, 1);
  CHECK(bench.take().empty());
  bench.show(1, true);
  CHECK(bench.take() == Datapoints{{1, false}});
}

TEST_CASE("a toggle of a position nobody knows waits until it is shown") {
  for (const bool shown : {false, true}) {
    QueueBench bench;
    bench.toggle(1, 1);
    CHECK(bench.take().empty());
    bench.show(2, true);
    CHECK(bench.take().empty());
    bench.show(1, shown);
    CHECK(bench.take() == Datapoints{{1, !shown}});
  }
}

TEST_CASE("two toggles of a position nobody knows leave it as it is") {
  for (const bool shown : {false, true}) {
    QueueBench bench;
    bench.toggle(1, 1);
    bench.toggle(2, 1);
    CHECK(bench.ended() == Lines{"1 superseded"});
    bench.show(1, shown);
    CHECK(bench.take() == Datapoints{{1, shown}});
    bench.show(1, shown);
    CHECK(bench.ended() == Lines{"2 unchanged"});
  }
}

TEST_CASE("three toggles of a position nobody knows turn it over") {
  QueueBench bench;
  for (CommandId command = 1; command <= 3; ++command) bench.toggle(command, 1);
  bench.show(1, false);
  CHECK(bench.take() == Datapoints{{1, true}});
}

TEST_CASE("a position that is never shown cannot be toggled, and the cause says so") {
  QueueBench bench;
  bench.toggle(1, 1);
  bench.pass(QueueBench::time_to_live);
  bench.queue.on_deadline(bench.now(), true);
  const auto answers = bench.queue.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].answer.outcome == Outcome::unconfirmed);
  CHECK(answers[0].answer.cause.find("nothing to toggle") != std::string::npos);
}

TEST_CASE("other commands leave while a toggle waits to learn the position") {
  QueueBench bench;
  bench.toggle(1, 1);
  bench.set(2, 2, true);
  CHECK(bench.take() == Datapoints{{2, true}});
}

TEST_CASE("a datapoint that is no boolean shows no toggle its base") {
  QueueBench bench;
  bench.live[1] = std::string("on");
  bench.toggle(1, 1);
  bench.show(1, std::int64_t{1});
  CHECK(bench.take().empty());
  bench.show(1, true);
  CHECK(bench.take() == Datapoints{{1, false}});
}
