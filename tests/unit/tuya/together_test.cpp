// Commands that share one set, and what a lamp was told before it left.

#include <doctest/doctest.h>

#include "families/tuya/light_orders.h"
#include "queue_bench.h"

using namespace presad;
using namespace presad::tuya;

namespace {

const DatapointValue colour_mode = std::string("colour");
const DatapointValue red = std::string("000003e803e8");

SetLight brightness(unsigned value) {
  SetLight wanted;
  wanted.levels.brightness = value;
  return wanted;
}

SetLight hue(unsigned value) {
  SetLight wanted;
  wanted.levels.hue = value;
  return wanted;
}

}  // namespace

TEST_CASE("what is set together leaves in one frame and ends once all of it is shown") {
  QueueBench bench;
  bench.queue.set_together({1, 2}, {{21, colour_mode}, {24, red}}, bench.now());
  CHECK(bench.take().size() == 2);
  bench.show(21, colour_mode);
  CHECK(bench.ended().empty());
  bench.show(24, red);
  CHECK(bench.ended() == Lines{"1 confirmed", "2 confirmed"});
  CHECK(bench.queue.idle());
}

TEST_CASE("what was so already is sent along and not waited for") {
  QueueBench bench;
  bench.live[21] = colour_mode;
  bench.queue.set_together({1}, {{21, colour_mode}, {24, red}}, bench.now());
  CHECK(bench.take().size() == 2);
  bench.show(24, red);
  CHECK(bench.ended() == Lines{"1 confirmed"});
}

TEST_CASE("a set of several that is refused goes out one by one, and one refusal is that of all") {
  QueueBench bench;
  bench.queue.set_together({1}, {{21, colour_mode}, {24, red}}, bench.now());
  CHECK(bench.take().size() == 2);
  bench.queue.on_refused("data format error");
  CHECK(bench.take() == Datapoints{{21, colour_mode}});
  bench.show(21, colour_mode);
  CHECK(bench.take() == Datapoints{{24, red}});
  bench.queue.on_refused("");
  CHECK(bench.ended() == Lines{"1 refused"});
  CHECK(bench.queue.idle());
}

TEST_CASE("nothing wanted is nothing to do") {
  QueueBench bench;
  bench.queue.set_together({4}, {}, bench.now());
  CHECK(bench.ended() == Lines{"4 unchanged"});
}

TEST_CASE("relays do not leave together with what is set together") {
  QueueBench bench;
  bench.set(1, 1, true);
  bench.queue.set_together({2}, {{20, true}, {22, std::int64_t{500}}}, bench.now());
  CHECK(bench.take() == Datapoints{{1, true}});
  bench.show(1, true);
  CHECK(bench.take().size() == 2);
}

TEST_CASE("a lamp's wishes go to the newest command, and one that has none left is superseded") {
  FakeClock clock;
  LightOrders orders(std::chrono::seconds(30));
  orders.add(1, brightness(10), clock.now());
  orders.add(2, hue(120), clock.now());
  orders.add(3, brightness(20), clock.now());
  const auto ended = orders.take_answers();
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].command == 1);
  CHECK(ended[0].answer.outcome == Outcome::superseded);
  CHECK(orders.merged().levels.hue == 120);
  CHECK(orders.merged().levels.brightness == 20);
  SetLight ct;
  ct.levels.ct = 200;
  orders.add(4, ct, clock.now());
  CHECK(orders.take_answers().at(0).command == 2);
  CHECK_FALSE(orders.merged().levels.hue);
  CHECK(orders.take() == std::vector<CommandId>{3, 4});
  CHECK(orders.empty());
}

TEST_CASE("a lamp's command waits no longer than its time") {
  FakeClock clock;
  LightOrders orders(std::chrono::seconds(30));
  orders.add(1, brightness(10), clock.now());
  CHECK(orders.deadline() == clock.now() + std::chrono::seconds(30));
  clock.advance(std::chrono::seconds(30));
  orders.on_deadline(clock.now(), false);
  CHECK(orders.take_answers().at(0).answer.outcome == Outcome::offline);
  CHECK(orders.deadline() == never);
}
