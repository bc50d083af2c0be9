// Today ends at local midnight, once, whatever is done to the clock.

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

struct Fixture {
  LocalClock clock{some_day + 12h};
  Ledger ledger;

  /// Power flows for `span`, told every minute.
  void flow(double watts, Duration span) {
    for (Duration told{0}; told < span; told += 1min) {
      ledger.on_power(watts, clock.time());
      clock.pass(1min);
    }
    ledger.on_power(watts, clock.time());
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

TEST_CASE_FIXTURE(Fixture, "at local midnight today becomes yesterday, and the total includes both") {
  flow(60, 13h);
  check(780, 720, 60);
  flow(60, 24h);
  check(2220, 1440, 60);
}

TEST_CASE_FIXTURE(Fixture, "power that nobody asked about is split at the midnight that passed meanwhile") {
  flow(60, 11h + 30min);
  clock.pass(50min);
  check(740, 720, 20);
}

TEST_CASE_FIXTURE(Fixture, "a day on which nothing was heard leaves yesterday at 0") {
  flow(60, 1h);
  ledger.on_gap(clock.time());
  clock.pass(48h);
  check(60, 0, 0);
}

TEST_CASE_FIXTURE(Fixture, "a day of 23 hours and a day of 25 hours end at their own midnights") {
  flow(60, 12h);
  SUBCASE("daylight saving begins: 2:00 is 3:00") {
    flow(60, 2h);
    clock.set_offset(3h);
    flow(60, 21h);
    check(60 * 35, 60 * 23, 0);
  }
  SUBCASE("daylight saving ends: 3:00 is 2:00") {
    flow(60, 3h);
    clock.set_offset(1h);
    flow(60, 21h + 59min);
    check(60 * 36 + 59, 60 * 12, 60 * 24 + 59);
    flow(60, 1min);
    check(60 * 37, 60 * 25, 0);
  }
  SUBCASE("daylight saving begins at midnight: 0:00 is 1:00") {
    clock.set_offset(3h);
    flow(60, 22h + 59min);
    check(60 * 34 + 59, 60 * 12, 60 * 22 + 59);
    flow(60, 1min);
    check(60 * 35, 60 * 23, 0);
  }
  SUBCASE("daylight saving ends at midnight: 24:00 is 23:00, and the day ends once") {
    clock.set_offset(1h);
    flow(60, 2h);
    CHECK(totals().today_wh == Approx(60 * 2));
    CHECK(totals().yesterday_wh == Approx(60 * 12));
  }
}

TEST_CASE_FIXTURE(Fixture, "a clock that is set back over midnight does not end the day twice, nor lose yesterday") {
  flow(60, 12h + 1min);
  check(721, 720, 1);
  clock.step(-2min);
  flow(60, 1min);
  check(722, 720, 2);
  flow(60, 3min);
  check(725, 720, 5);
  flow(60, 24h);
  CHECK(totals().yesterday_wh == Approx(60 * 24 + 1 + 1).epsilon(0.001));
}

TEST_CASE_FIXTURE(Fixture,
                  "a clock that is set forward over midnight ends the day; what passed before was yesterday's") {
  flow(60, 11h);
  clock.pass(1min);
  clock.step(1h);
  check(661, 661, 0);
}

TEST_CASE_FIXTURE(Fixture, "a clock that is set forward by days leaves yesterday at 0 and the total whole") {
  flow(60, 11h);
  clock.step(days(3));
  check(660, 0, 0);
}

TEST_CASE_FIXTURE(Fixture,
                  "a clock that was years ahead and is set right goes on with its today, which ends as usual") {
  clock.step(days(1000));
  flow(60, 1h);
  clock.step(-days(1000));
  check(60, 0, 60);
  flow(60, 12h);
  check(780, 720, 60);
}

TEST_CASE_FIXTURE(Fixture, "an increment is spread over the days on which power flowed since the one before") {
  ledger.on_increment(10, {}, clock.time());
  flow(0, 11h + 30min);
  flow(100, 40min);
  ledger.on_increment(80, {}, clock.time());
  check(90, 10 + 60, 20);
}

TEST_CASE_FIXTURE(Fixture, "increments that stopped over midnight are made good on both days") {
  ledger.on_increment(10, {}, clock.time());
  flow(0, 11h + 40min);
  flow(60, increments_missing_after);
  check(70, 10 + 20, 40);
}

TEST_CASE_FIXTURE(Fixture, "an increment without any power counts on the day it comes") {
  ledger.on_increment(10, {}, clock.time());
  clock.pass(12h + 1min);
  ledger.on_increment(80, {}, clock.time());
  check(90, 10, 80);
}

TEST_CASE_FIXTURE(Fixture, "counting begins at the first moment whose date is known") {
  clock.set_known(false);
  flow(60, 5min);
  CHECK_FALSE(totals().since);
  clock.set_known(true);
  CHECK(totals().since == clock.wall());
  const auto began = totals().since;
  flow(60, 48h);
  CHECK(totals().since == began);
}

TEST_CASE_FIXTURE(Fixture, "while the time is not known no day ends, whatever the wall clock shows") {
  flow(60, 1h);
  clock.set_known(false);
  clock.step(-days(5000));
  flow(60, 40h);
  check(60 * 41, 0, 60 * 41);
}

TEST_CASE_FIXTURE(Fixture, "when the time becomes known, what was used meanwhile is today's") {
  flow(60, 1h);
  clock.set_known(false);
  flow(60, 10min);
  SUBCASE("on the same date nothing ends") {
    clock.set_known(true);
    check(70, 0, 70);
  }
  SUBCASE("on the next date the saved day ends") {
    clock.step(days(1));
    clock.set_known(true);
    check(70, 60, 10);
  }
  SUBCASE("on a later date the saved day is forgotten") {
    clock.step(days(7));
    clock.set_known(true);
    check(70, 0, 10);
  }
  SUBCASE("after that its day ends as any other") {
    clock.step(days(1));
    clock.set_known(true);
    flow(60, 24h);
    CHECK(totals().total_wh == Approx(70 + 1440));
    CHECK(totals().yesterday_wh == Approx(10 + 60 * 11 - 10));
  }
}

TEST_CASE_FIXTURE(Fixture,
                  "an increment is spread over the days on which its energy was used while the time was not known") {
  ledger.on_increment(10, {}, clock.time());
  clock.set_known(false);
  flow(60, 10min);
  clock.set(some_day + 23h + 30min);
  clock.set_known(true);
  flow(60, 40min);
  ledger.on_increment(100, {}, clock.time());
  check(110, 10 + 80, 20);
}

TEST_CASE_FIXTURE(Fixture,
                  "increments that stopped while the time was not known are made good on the day it becomes known") {
  ledger.on_increment(10, {}, clock.time());
  clock.set_known(false);
  flow(60, increments_missing_after);
  clock.step(days(1));
  clock.set_known(true);
  check(70, 10, 60);
}

TEST_CASE_FIXTURE(Fixture, "a monotonic clock that does not go on counts nothing twice") {
  ledger.on_power(60, clock.time());
  const LedgerTime before = clock.time();
  clock.pass(10min);
  check(10, 0, 10);
  ledger.on_time(before);
  check(10, 0, 10);
}

TEST_CASE_FIXTURE(Fixture, "a wall clock that no calendar knows is no time") {
  clock.step(-days(365 * 200));
  flow(60, 5min);
  CHECK_FALSE(totals().since);
  CHECK(totals().total_wh == Approx(5));
}
