// Every outcome a command may have, and that each command has one.

#include <doctest/doctest.h>

#include "families/tuya/command_queue.h"
#include "queue_bench.h"

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

TEST_CASE("confirmed: the device shows what it did not show before") {
  QueueBench bench;
  bench.show(1, false);
  bench.set(7, 1, true);
  bench.take();
  bench.show(1, true);
  const auto answers = bench.queue.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].command == 7);
  CHECK(answers[0].answer.outcome == Outcome::confirmed);
  CHECK(answers[0].answer.cause.empty());
}

TEST_CASE("unchanged: the device showed it before the set left") {
  QueueBench bench;
  bench.show(1, true);
  bench.set(7, 1, true);
  CHECK(bench.take() == Datapoints{{1, true}});  // sent all the same: what is known may be old
  bench.show(1, true);
  CHECK(bench.ended() == Lines{"7 unchanged"});
}

TEST_CASE("unconfirmed: neither acknowledged nor followed") {
  QueueBench bench;
  bench.set(7, 1, true);
  bench.take();
  bench.pass(3s);
  bench.queue.on_unanswered(bench.now());
  CHECK(bench.queue.wants_verification(bench.now()));
  bench.verify();
  const auto answers = bench.queue.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].answer.outcome == Outcome::unconfirmed);
  CHECK(answers[0].answer.cause == "the device neither acknowledged it nor followed");
}

TEST_CASE("unconfirmed: acknowledged, but the state did not follow") {
  QueueBench bench;
  bench.set(7, 1, true);
  bench.take();
  bench.queue.on_acknowledged(bench.now());
  bench.pass(3s);
  bench.verify();
  const auto answers = bench.queue.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].answer.outcome == Outcome::unconfirmed);
  CHECK(answers[0].answer.cause == "the device acknowledged it, but its state did not follow");
}

TEST_CASE("superseded: a newer command for the same datapoint came before it left") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.set(2, 2, true);
  bench.set(3, 1, false);
  bench.set(4, 1, true);
  CHECK(bench.ended() == Lines{"1 superseded", "3 superseded"});
  CHECK(bench.take() == Datapoints{{1, true}, {2, true}});
}

TEST_CASE("offline: no session within its time") {
  QueueBench bench;
  bench.set(7, 1, true);
  bench.pass(QueueBench::time_to_live - 1us);
  bench.queue.on_deadline(bench.now(), false);
  CHECK(bench.ended().empty());
  bench.pass(1us);
  bench.queue.on_deadline(bench.now(), false);
  CHECK(bench.ended() == Lines{"7 offline"});
  CHECK(bench.take().empty());
}

TEST_CASE("unconfirmed, not offline: it had left once when the device went away") {
  QueueBench bench;
  bench.set(7, 1, true);
  bench.take();
  bench.queue.on_session_lost();
  bench.pass(QueueBench::time_to_live);
  bench.queue.on_deadline(bench.now(), false);
  CHECK(bench.ended() == Lines{"7 unconfirmed"});
}

TEST_CASE("a command that waited too long behind others is told so") {
  QueueBench bench;
  bench.set(1, 38, std::string("on"));
  bench.take();
  bench.set(2, 1, true);
  bench.pass(QueueBench::time_to_live);
  bench.queue.on_deadline(bench.now(), true);
  const auto answers = bench.queue.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].command == 2);
  CHECK(answers[0].answer.outcome == Outcome::unconfirmed);
  CHECK(answers[0].answer.cause.find("toggle") == std::string::npos);
}

TEST_CASE("refused: the device declines one datapoint, and its words are in the cause") {
  QueueBench bench;
  bench.set(7, 1, true);
  bench.take();
  bench.queue.on_refused("dp not exist");
  const auto answers = bench.queue.take_answers();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].answer.outcome == Outcome::refused);
  CHECK(answers[0].answer.cause == "the device refused it: \"dp not exist\"");
}

TEST_CASE("refused: what the device cannot do at all ends at once") {
  QueueBench bench;
  bench.queue.refuse(7, "there is no relay 3");
  CHECK(bench.ended() == Lines{"7 refused"});
  CHECK(bench.queue.idle());
}

TEST_CASE("answers are handed over once") {
  QueueBench bench;
  bench.queue.refuse(7, "");
  CHECK(bench.ended().size() == 1);
  CHECK(bench.ended().empty());
}

TEST_CASE("what happens to a set that is no longer in flight changes nothing") {
  QueueBench bench;
  bench.queue.on_acknowledged(bench.now());
  bench.queue.on_unanswered(bench.now());
  bench.queue.on_verified(bench.now());
  bench.queue.on_refused("late");
  bench.queue.on_session_lost();
  bench.queue.on_deadline(bench.now(), true);
  CHECK(bench.ended().empty());
  CHECK_FALSE(bench.queue.wants_verification(bench.now()));
}

TEST_CASE("a question is answered at once while the value is live, else when it is shown") {
  QueueBench bench;
  bench.read(1, 1);
  CHECK(bench.ended().empty());
  bench.show(2, true);
  CHECK(bench.ended().empty());
  bench.show(1, true);
  CHECK(bench.ended() == Lines{"1 unchanged"});
  bench.read(2, 1);
  CHECK(bench.ended() == Lines{"2 unchanged"});
}

TEST_CASE("a question waits for the command before it") {
  QueueBench bench;
  bench.show(1, false);
  bench.set(1, 1, true);
  bench.read(2, 1);
  bench.take();
  CHECK(bench.ended().empty());
  bench.show(1, true);
  CHECK(bench.ended() == Lines{"1 confirmed", "2 unchanged"});
}

TEST_CASE("a question behind a refused command is answered by what is live") {
  QueueBench bench;
  bench.show(1, false);
  bench.set(1, 1, true);
  bench.read(2, 1);
  bench.take();
  bench.queue.on_refused("");
  CHECK(bench.ended() == Lines{"1 refused", "2 unchanged"});
}

TEST_CASE("questions beyond the limit supersede the oldest") {
  QueueBench bench;
  for (CommandId command = 1; command <= CommandQueue::max_reads; ++command) bench.read(command, 1);
  CHECK(bench.ended().empty());
  bench.read(17, 1);
  CHECK(bench.ended() == Lines{"1 superseded"});
  bench.show(1, true);
  CHECK(bench.ended().size() == CommandQueue::max_reads);
}

TEST_CASE("a question that nothing answers ends offline, or unconfirmed while a session lives") {
  for (const bool online : {false, true}) {
    QueueBench bench;
    bench.read(1, 1);
    bench.pass(QueueBench::time_to_live);
    bench.queue.on_deadline(bench.now(), online);
    CHECK(bench.ended() == Lines{online ? "1 unconfirmed" : "1 offline"});
  }
}

TEST_CASE("a question for everything is answered by the next reading of everything alone") {
  QueueBench bench;
  bench.queue.read_all(1, bench.now());
  CHECK(bench.queue.wants_read());
  bench.show(1, true);
  CHECK(bench.ended().empty());
  bench.queue.on_read();
  CHECK(bench.ended() == Lines{"1 unchanged"});
  CHECK_FALSE(bench.queue.wants_read());
}
