// tests/support/memory_link.h and fake_clock.h: what scenario tests stand on.

#include "support/memory_link.h"

#include <doctest/doctest.h>

#include "support/fake_clock.h"

using namespace presad;
using std::chrono::milliseconds;

namespace {

std::string text(const Delivery& delivery) { return std::string(as_text(delivery.bytes)); }

}  // namespace

TEST_CASE("a clock moves only when told, and never back") {
  FakeClock clock;
  const Timestamp start = clock.now();
  const WallTime wall = clock.wall_time();
  clock.advance(milliseconds(1500));
  CHECK(clock.now() - start == milliseconds(1500));
  CHECK(clock.wall_time() - wall == milliseconds(1500));
  clock.advance_to(start);
  CHECK(clock.now() - start == milliseconds(1500));
}

TEST_CASE("what is sent while a delivery is handled comes with the next step") {
  FakeClock clock;
  MemoryLink link(clock);
  link.send(End::client, as_bytes("ask"));
  auto arrived = link.take_due();
  REQUIRE(arrived.size() == 1);
  CHECK(arrived[0].to == End::device);
  CHECK(text(arrived[0]) == "ask");
  link.send(End::device, as_bytes("answer"));
  CHECK(arrived.size() == 1);
  arrived = link.take_due();
  REQUIRE(arrived.size() == 1);
  CHECK(arrived[0].to == End::client);
  CHECK(link.take_due().empty());
}

TEST_CASE("delayed bytes arrive when they are due and keep their order") {
  FakeClock clock;
  MemoryLink link(clock);
  link.weather.delay = milliseconds(50);
  link.send(End::client, as_bytes("slow"));
  link.weather.delay = milliseconds(0);
  link.send(End::client, as_bytes("quick"));
  CHECK(link.take_due().empty());
  CHECK(link.next_due() == clock.now() + milliseconds(50));
  clock.advance(milliseconds(50));
  const auto arrived = link.take_due();
  REQUIRE(arrived.size() == 2);
  CHECK(text(arrived[0]) == "slow");
  CHECK(text(arrived[1]) == "quick");
  CHECK(link.next_due() == never);
}

TEST_CASE("bytes can be split and merged") {
  FakeClock clock;
  MemoryLink link(clock);
  link.weather.chunk = 2;
  link.send(End::client, as_bytes("abcde"));
  const auto split = link.take_due();
  REQUIRE(split.size() == 3);
  CHECK(text(split[2]) == "e");
  link.weather = {.merge = true};
  link.send(End::client, as_bytes("ab"));
  link.send(End::client, as_bytes("cd"));
  link.send(End::device, as_bytes("x"));
  const auto merged = link.take_due();
  REQUIRE(merged.size() == 2);
  CHECK(text(merged[0]) == "abcd");
}

TEST_CASE("a share of the pieces is lost, the same ones every time") {
  const auto arriving = [](std::uint64_t seed) {
    FakeClock clock;
    MemoryLink link(clock, seed);
    link.weather.chunk = 1;
    link.weather.loss = 0.5;
    link.send(End::client, Bytes(200, 'x'));
    return link.take_due().size();
  };
  CHECK(arriving(1) > 50);
  CHECK(arriving(1) < 150);
  CHECK(arriving(1) == arriving(1));
}

TEST_CASE("a close comes after what was sent before it, and takes nothing more to who closed") {
  FakeClock clock;
  MemoryLink link(clock);
  link.send(End::device, as_bytes("last words"));
  link.send(End::client, as_bytes("never heard"));
  link.close(End::device);
  link.send(End::client, as_bytes("too late"));
  const auto arrived = link.take_due();
  REQUIRE(arrived.size() == 2);
  CHECK(text(arrived[0]) == "last words");
  CHECK(arrived[1].closed);
  CHECK(arrived[1].to == End::client);
  CHECK(link.closed());
}

TEST_CASE("on a dark link nothing arrives, not even a close") {
  FakeClock clock;
  MemoryLink link(clock);
  link.send(End::client, as_bytes("lost"));
  link.go_dark();
  link.send(End::client, as_bytes("lost too"));
  link.close(End::device);
  CHECK(link.take_due().empty());
  CHECK(link.dark());
  CHECK_FALSE(link.closed());
}
