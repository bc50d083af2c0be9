// A ledger that was written down goes on where it was.

#include <doctest/doctest.h>

#include "energy/ledger.h"
#include "unit/energy/local_clock.h"

using namespace presad;
using namespace presad::energy;
using namespace std::chrono_literals;
using doctest::Approx;
using presad::testing::LocalClock;
using std::chrono::days;

namespace {

constexpr std::chrono::local_days some_day(days(20'000));

/// Six hours of 60 W until 18:00.
struct Fixture {
  LocalClock clock{some_day + 12h};
  Ledger ledger;

  Fixture() { flow(6h); }
  void flow(Duration span) {
    for (Duration told{0}; told < span; told += 1min) {
      ledger.on_power(60, clock.time());
      clock.pass(1min);
    }
    ledger.on_power(60, clock.time());
  }
  void restart() {
    Result<Ledger> restored = Ledger::restore(ledger.save());
    REQUIRE(restored);
    ledger = *restored;
  }
  Totals totals() {
    ledger.on_time(clock.time());
    return ledger.totals();
  }
  void check(double total_wh, double yesterday_wh, double today_wh) {
    const Totals all = totals();
    CHECK(all.total_wh == Approx(total_wh).epsilon(1e-9));
    CHECK(all.yesterday_wh == Approx(yesterday_wh).epsilon(1e-9));
    CHECK(all.today_wh == Approx(today_wh).epsilon(1e-9));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "to the last digit nothing is lost, and nothing is gained") {
  for (int i = 0; i < 100; ++i) {
    ledger.on_power(3.3, clock.pass(777'777us).time());
    const Totals before = totals();
    restart();
    CHECK(ledger.totals().total_wh == before.total_wh);
    CHECK(ledger.totals().today_wh == before.today_wh);
    CHECK(ledger.totals().since == before.since);
    CHECK(ledger.totals().gaps == before.gaps);
  }
}

TEST_CASE_FIXTURE(Fixture, "the time in between adds nothing and is a gap, over a boot as well") {
  restart();
  clock.boot();
  clock.pass(2h);
  check(360, 0, 360);
  CHECK(ledger.totals().gaps == 2h);
  clock.pass(5min);
  ledger.on_power(60, clock.time());
  clock.pass(10min);
  check(370, 0, 370);
  CHECK(ledger.totals().gaps == 2h + 5min);
}

TEST_CASE_FIXTURE(Fixture, "on the next day the saved day is yesterday") {
  restart();
  clock.boot();
  clock.pass(12h);
  check(360, 360, 0);
  flow(1h);
  check(420, 360, 60);
}

TEST_CASE_FIXTURE(Fixture, "on a later day there is no yesterday") {
  restart();
  clock.pass(48h);
  check(360, 0, 0);
}

TEST_CASE_FIXTURE(Fixture, "a machine that comes up without the time ends the saved day when it is told the time") {
  restart();
  clock.boot();
  clock.pass(12h);
  clock.step(-days(90));
  clock.set_known(false);
  flow(10min);
  check(370, 0, 370);
  Duration forgotten{0};
  SUBCASE("at once") {}
  SUBCASE("after another restart without the time, which forgets how long it was without") {
    restart();
    clock.boot();
    forgotten = 10min;
  }
  clock.step(days(90));
  clock.set_known(true);
  check(370, 360, 10);
  CHECK(ledger.totals().gaps == 12h + forgotten);
}

TEST_CASE_FIXTURE(Fixture, "what was integrated before a restart is not counted again by the increment after it") {
  restart();
  flow(1h);
  ledger.on_increment(430, {}, clock.time());
  check(430, 0, 430);
}

TEST_CASE_FIXTURE(Fixture, "a device that sends increments is known to after a restart") {
  ledger.on_increment(400, {}, clock.time());
  restart();
  flow(30min);
  check(400, 0, 400);
  ledger.on_increment(30, {}, clock.time());
  check(430, 0, 430);
}

TEST_CASE_FIXTURE(Fixture, "a message that comes once more after a restart is not counted once more") {
  ledger.on_increment(400, 1'700'000'000, clock.time());
  restart();
  ledger.on_increment(400, 1'700'000'000, clock.time());
  check(400, 0, 400);
}

TEST_CASE_FIXTURE(Fixture, "restarts more often than increments are missed do not keep a device uncounted") {
  ledger.on_increment(400, {}, clock.time());
  for (int i = 0; i < 13; ++i) {
    flow(5min);
    restart();
  }
  CHECK(totals().total_wh == Approx(400 + 65));
}

TEST_CASE("an account that is no account is refused") {
  for (const char* const text : {"", "1", "null", "{}", "1 since=-"}) {
    const Result<Ledger> restored = Ledger::restore(text);
    REQUIRE_FALSE(restored);
    CHECK(restored.error().kind == ErrorKind::malformed);
  }
}
