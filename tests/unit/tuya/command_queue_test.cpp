// What leaves in a set, and when; what waits, and for how long.

#include "families/tuya/command_queue.h"

#include <doctest/doctest.h>

#include "queue_bench.h"

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

TEST_CASE("a command leaves once, and the next waits until it is over") {
  QueueBench bench;
  bench.set(1, 1, true);
  CHECK(bench.take() == Datapoints{{1, true}});
  CHECK(bench.queue.in_flight());
  bench.set(2, 1, false);
  CHECK(bench.take().empty());
  CHECK(bench.show(1, true));
  CHECK(bench.ended() == Lines{"1 confirmed"});
  CHECK(bench.take() == Datapoints{{1, false}});
  CHECK(bench.show(1, false));
  CHECK(bench.ended() == Lines{"2 confirmed"});
  CHECK(bench.queue.idle());
}

TEST_CASE("relays that wait together leave in one set, ordered by datapoint") {
  QueueBench bench;
  bench.set(1, 3, true);
  bench.set(2, 1, false);
  bench.set(3, 2, true);
  CHECK(bench.take() == Datapoints{{1, false}, {2, true}, {3, true}});
  CHECK_FALSE(bench.show(2, true));
  CHECK_FALSE(bench.show(1, false));
  CHECK(bench.show(3, true));
  CHECK(bench.ended() == Lines{"3 confirmed", "2 confirmed", "1 confirmed"});
}

TEST_CASE("anything but relays leaves alone") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.set(2, 38, std::string("memory"));
  bench.set(3, 9, std::int64_t{60});
  bench.set(4, 2, true);
  CHECK(bench.take() == Datapoints{{1, true}, {2, true}});
  bench.show(1, true);
  bench.show(2, true);
  CHECK(bench.take() == Datapoints{{38, std::string("memory")}});
  bench.show(38, std::string("memory"));
  CHECK(bench.take() == Datapoints{{9, std::int64_t{60}}});
}

TEST_CASE("a set of several that is refused is sent one by one, and so is every later one") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.set(2, 2, true);
  CHECK(bench.take().size() == 2);
  bench.queue.on_refused("");
  CHECK(bench.ended().empty());
  CHECK(bench.take() == Datapoints{{1, true}});
  bench.show(1, true);
  CHECK(bench.take() == Datapoints{{2, true}});
  bench.show(2, true);
  CHECK(bench.ended() == Lines{"1 confirmed", "2 confirmed"});
  bench.set(3, 1, false);
  bench.set(4, 2, false);
  CHECK(bench.take() == Datapoints{{1, false}});
}

TEST_CASE("a newer command that waits replaces the one that comes back from a refused set") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.set(2, 2, true);
  bench.take();
  bench.set(3, 1, false);
  bench.queue.on_refused("");
  CHECK(bench.ended() == Lines{"1 superseded"});
  CHECK(bench.take() == Datapoints{{1, false}});
}

TEST_CASE("an acknowledged set is asked after a grace for the push") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.take();
  CHECK_FALSE(bench.queue.wants_verification(bench.now()));
  bench.queue.on_acknowledged(bench.now());
  CHECK(bench.queue.verification() == bench.now() + 300ms);
  bench.pass(299ms);
  CHECK_FALSE(bench.queue.wants_verification(bench.now()));
  bench.pass(1ms);
  CHECK(bench.queue.wants_verification(bench.now()));
  bench.queue.on_verification_sent();
  CHECK_FALSE(bench.queue.wants_verification(bench.now()));
  CHECK(bench.queue.verification() == never);
}

TEST_CASE("a set that changes nothing is asked after at once, as many devices push nothing then") {
  QueueBench bench;
  bench.show(1, true);
  bench.set(1, 1, true);
  bench.take();
  bench.queue.on_acknowledged(bench.now());
  CHECK(bench.queue.wants_verification(bench.now()));
}

TEST_CASE("a state that has not followed yet is asked for again, until its time is over") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.take();
  bench.queue.on_acknowledged(bench.now());
  int looks = 0;
  while (bench.queue.in_flight() && looks < 100) {
    bench.clock.advance_to(bench.queue.verification());
    REQUIRE(bench.queue.wants_verification(bench.now()));
    bench.verify();
    ++looks;
  }
  CHECK(looks == 7);  // 0.3 s, then every 0.5 s up to 3 s
  CHECK(bench.ended() == Lines{"1 unconfirmed"});
}

TEST_CASE("what a query showed before its answer ended confirms the command") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.take();
  bench.queue.on_acknowledged(bench.now());
  bench.pass(300ms);
  bench.queue.on_verification_sent();
  bench.show(1, true);
  bench.queue.on_verified(bench.now());
  CHECK(bench.ended() == Lines{"1 confirmed"});
}

TEST_CASE("a report of another datapoint or of the old value ends nothing") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.take();
  CHECK_FALSE(bench.show(2, true));
  CHECK_FALSE(bench.show(1, false));
  CHECK_FALSE(bench.show(1, std::int64_t{1}));
  CHECK(bench.queue.in_flight());
  CHECK(bench.ended().empty());
}

TEST_CASE("what was in flight when the session broke off leaves once more") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.take();
  bench.queue.on_session_lost();
  CHECK(bench.ended().empty());
  CHECK(bench.take() == Datapoints{{1, true}});
  bench.show(1, true);
  CHECK(bench.ended() == Lines{"1 confirmed"});
}

TEST_CASE("no command is attempted more than twice") {
  QueueBench bench;
  bench.set(1, 1, true);
  for (int attempt = 0; attempt < 2; ++attempt) {
    CHECK(bench.take().size() == 1);
    bench.queue.on_session_lost();
  }
  CHECK(bench.take().empty());
  CHECK(bench.ended() == Lines{"1 unconfirmed"});
  CHECK(bench.queue.idle());
}

TEST_CASE("a command interrupted by the end of the session gives way to the newer one that waits") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.take();
  bench.set(2, 1, false);
  bench.queue.on_session_lost();
  CHECK(bench.ended() == Lines{"1 unconfirmed"});
  CHECK(bench.take() == Datapoints{{1, false}});
}

TEST_CASE("the deadline is the earliest of all that waits") {
  QueueBench bench;
  CHECK(bench.queue.deadline() == never);
  bench.set(1, 1, true);
  const Timestamp first = bench.now() + QueueBench::time_to_live;
  bench.pass(1s);
  bench.read(2, 5);
  CHECK(bench.queue.deadline() == first);
  bench.take();
  CHECK(bench.queue.deadline() == first + 1s);
}
