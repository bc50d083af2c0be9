// EnergyTotal, EnergyToday, EnergyYesterday: a person's word.

#include <doctest/doctest.h>

#include <cmath>

#include "energy/ledger.h"
#include "unit/energy/local_clock.h"

using namespace presad;
using namespace presad::energy;
using namespace std::chrono_literals;
using doctest::Approx;
using presad::testing::LocalClock;

namespace {

constexpr std::chrono::local_days some_day(std::chrono::days(20'000));

/// 100 Wh yesterday, 10 Wh today, and it is 6 minutes past midnight.
struct Fixture {
  LocalClock clock{some_day + 23h};
  Ledger ledger;

  Fixture() {
    ledger.on_power(100, clock.time());
    ledger.on_power(100, clock.pass(1h).time());
    ledger.on_time(clock.pass(6min).time());
  }
  void check(double total_wh, double yesterday_wh, double today_wh) const {
    CHECK(ledger.totals().total_wh == Approx(total_wh));
    CHECK(ledger.totals().yesterday_wh == Approx(yesterday_wh));
    CHECK(ledger.totals().today_wh == Approx(today_wh));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "EnergyTotal is the total at the begin of today; today's is added on top") {
  ledger.set_total(5000, {}, clock.time());
  check(5010, 100, 10);
  CHECK(ledger.totals().since == clock.wall() - 6min);
}

TEST_CASE_FIXTURE(Fixture, "EnergyToday changes the total with it") {
  const auto since = ledger.totals().since;
  ledger.set_today(30, {}, clock.time());
  check(130, 100, 30);
  CHECK(ledger.totals().since == since);
}

TEST_CASE_FIXTURE(Fixture, "EnergyYesterday leaves the total alone") {
  ledger.set_yesterday(7, {}, clock.time());
  check(110, 7, 10);
}

TEST_CASE_FIXTURE(Fixture, "an account that is emptied begins now") {
  ledger.set_total(0, {}, clock.time());
  ledger.set_today(0, {}, clock.time());
  check(0, 100, 0);
  CHECK(ledger.totals().since == clock.wall());
}

TEST_CASE_FIXTURE(Fixture, "each of the three may say when counting began") {
  const WallTime said{std::chrono::seconds(1'700'000'000)};
  ledger.set_total(1, said, clock.time());
  CHECK(ledger.totals().since == said);
  ledger.set_today(1, said + 1h, clock.time());
  CHECK(ledger.totals().since == said + 1h);
  ledger.set_yesterday(1, said + 2h, clock.time());
  CHECK(ledger.totals().since == said + 2h);
}

TEST_CASE_FIXTURE(Fixture, "an account that is emptied while the time is not known begins when it becomes known") {
  clock.set_known(false);
  ledger.set_total(0, {}, clock.time());
  CHECK_FALSE(ledger.totals().since);
  clock.set_known(true);
  ledger.on_time(clock.pass(1min).time());
  CHECK(ledger.totals().since == clock.wall());
}

TEST_CASE_FIXTURE(Fixture,
                  "a today that is set while the time is not known is that of the day on which it becomes known") {
  clock.set_known(false);
  ledger.set_today(30, {}, clock.time());
  clock.step(std::chrono::days(1));
  clock.set_known(true);
  ledger.on_time(clock.time());
  check(130, 0, 30);
}

TEST_CASE_FIXTURE(Fixture, "what no counter can be is ignored") {
  for (const double nonsense : {-1.0, std::nan(""), HUGE_VAL, 2e9}) {
    ledger.set_total(nonsense, {}, clock.time());
    ledger.set_today(nonsense, {}, clock.time());
    ledger.set_yesterday(nonsense, {}, clock.time());
  }
  check(110, 100, 10);
}

TEST_CASE_FIXTURE(Fixture, "a counter that is full stays full, and its account can be read again") {
  ledger.set_total(1e9 - 20, {}, clock.time());
  for (int day = 0; day < 3; ++day) {
    ledger.on_increment(1e6, {}, clock.pass(24h).time());
    CHECK(ledger.totals().total_wh == 1e9);
    CHECK(Ledger::restore(ledger.save()));
  }
}

TEST_CASE_FIXTURE(Fixture, "counting goes on from what was set") {
  ledger.set_total(1000, {}, clock.time());
  ledger.on_time(clock.pass(6min).time());
  check(1020, 100, 20);
}
