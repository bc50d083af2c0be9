// The pure clockwork of a device: pulses, timed power commands, blinks. Source: lib/tasmota/DIALECT.md, 6.

#include <doctest/doctest.h>

#include "bridge/blinks.h"
#include "bridge/pulses.h"
#include "bridge/timed_powers.h"

using namespace presad;
using namespace presad::bridge;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Timestamp start{std::chrono::hours(1)};

}  // namespace

TEST_CASE("a pulse to 111 is in tenths of a second, from 112 on in seconds and 100") {
  struct Case {
    int setting;
    Duration length;
  };
  for (const Case& each : {Case{1, milliseconds(100)}, Case{20, seconds(2)}, Case{111, milliseconds(11'100)},
                           Case{112, seconds(12)}, Case{160, seconds(60)}, Case{64900, seconds(64800)}}) {
    CAPTURE(each.setting);
    Pulses pulses;
    pulses.start(3, each.setting, start);
    CHECK(pulses.due() == start + each.length);
    CHECK(pulses.remaining(start)[2] == each.setting);
    CHECK_FALSE(pulses.take(start + each.length - Duration(1)));
    CHECK(pulses.take(start + each.length) == 3U);
    CHECK_FALSE(pulses.take(start + each.length));
    CHECK(pulses.due() == never);
  }
}

TEST_CASE("what is left of a pulse is told in the setting's own numbers") {
  Pulses pulses;
  pulses.start(1, 160, start);
  CHECK(pulses.remaining(start + seconds(20))[0] == 140);
  CHECK(pulses.remaining(start + seconds(50))[0] == 100);  // tenths by now
  CHECK(pulses.remaining(start + seconds(59))[0] == 10);
  CHECK(pulses.remaining(start + seconds(61))[0] == 0);
}

TEST_CASE("a pulse is stopped, begun anew, and of its own relay alone") {
  Pulses pulses;
  pulses.start(1, 10, start);
  pulses.start(2, 20, start);
  pulses.start(1, 10, start + milliseconds(500));
  CHECK(pulses.due() == start + milliseconds(1500));
  pulses.stop(1);
  CHECK(pulses.due() == start + seconds(2));
  pulses.start(2, 0, start);
  pulses.start(0, 5, start);
  pulses.start(33, 5, start);
  CHECK(pulses.due() == never);
}

TEST_CASE("timed power commands come at their times, an equal one is put off, and a relay's are dropped") {
  TimedPowers powers;
  CHECK(powers.due() == never);
  powers.add({1, 0, seconds(2)}, start);
  powers.add({2, 1, seconds(1)}, start);
  powers.add({1, 0, seconds(3)}, start + seconds(1));
  REQUIRE(powers.waiting(start + seconds(1)).size() == 2);
  CHECK(powers.waiting(start + seconds(1))[1].in == seconds(3));
  CHECK_FALSE(powers.take(start));
  const auto first = powers.take(start + seconds(1));
  REQUIRE(first);
  CHECK(first->relay == 2);
  CHECK(powers.due() == start + seconds(4));
  powers.drop(2);
  CHECK(powers.due() == start + seconds(4));
  powers.drop(1);
  CHECK(powers.due() == never);
}

TEST_CASE("timed power commands are bounded") {
  TimedPowers powers;
  for (unsigned relay = 1; relay <= 100; ++relay) powers.add({relay, 0, seconds(relay)}, start);
  CHECK(powers.waiting(start).size() == 32);
}

TEST_CASE("a blink goes there and back as often as asked and ends where it stood") {
  for (const bool stood_on : {false, true}) {
    Blinks blinks;
    blinks.start(1, stood_on, 2, start);
    CHECK(blinks.due() == start + milliseconds(100));
    CHECK(blinks.blinks(1));
    std::string told;
    while (blinks.due() != never) {
      const Timestamp now = blinks.due();
      const auto step = blinks.take(now, seconds(1));
      REQUIRE(step);
      told += std::to_string((now - start) / milliseconds(1)) + (step->on ? "+" : "-") + (step->last ? "." : " ");
    }
    CHECK(told == (stood_on ? "100- 1100+ 2100- 3100+ 4100+." : "100+ 1100- 2100+ 3100- 4100-."));
    CHECK_FALSE(blinks.blinks(1));
  }
}

TEST_CASE("a blink that is stopped or begun anew goes back to where it stood first") {
  Blinks blinks;
  CHECK_FALSE(blinks.stop(1));
  blinks.start(1, true, 0, start);
  blinks.take(start + seconds(1), seconds(1));
  blinks.start(1, false, 3, start + seconds(1));  // the relay shows off just now
  blinks.start(3, false, 3, start);
  CHECK(blinks.all() == 0b101);
  CHECK(blinks.stop(1) == true);
  CHECK(blinks.all() == 0b100);
  CHECK_FALSE(blinks.stop(1));
  blinks.start(9, true, 1, start);
  CHECK(blinks.all() == 0b100);
}
