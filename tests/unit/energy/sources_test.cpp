// Power and increments: what counts, and that nothing counts twice.

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "energy/ledger.h"
#include "unit/energy/local_clock.h"

using namespace presad;
using namespace presad::energy;
using namespace std::chrono_literals;
using doctest::Approx;
using presad::testing::LocalClock;

namespace {

constexpr std::chrono::local_seconds noon = std::chrono::local_days(std::chrono::days(20'000)) + 12h;

struct Fixture {
  LocalClock clock{noon};
  Ledger ledger;

  void power(double watts) { ledger.on_power(watts, clock.time()); }
  void increment(double wh, std::optional<std::int64_t> device_time = {}) {
    ledger.on_increment(wh, device_time, clock.time());
  }
  void gap() { ledger.on_gap(clock.time()); }
  Totals after(Duration span) {
    ledger.on_time(clock.pass(span).time());
    return ledger.totals();
  }
  double total() const { return ledger.totals().total_wh; }

  /// Power flows for `span`, told every ten seconds.
  void flow(double watts, Duration span) {
    for (Duration told{0}; told < span; told += 10s) {
      power(watts);
      clock.pass(10s);
    }
    power(watts);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a power that holds for half an hour is half its watts in watt hours") {
  power(100);
  CHECK(after(30min).total_wh == Approx(50).epsilon(1e-9));
  CHECK(ledger.totals().today_wh == ledger.totals().total_wh);
  CHECK(ledger.totals().yesterday_wh == 0);
}

TEST_CASE_FIXTURE(Fixture, "each reading holds until the next one, not before it") {
  power(100);
  clock.pass(6min);
  power(1000);
  clock.pass(6min);
  power(0);
  CHECK(after(6min).total_wh == Approx(110).epsilon(1e-9));
}

TEST_CASE_FIXTURE(Fixture, "a reading that nothing follows is believed for a stated time, the rest is a gap") {
  power(60);
  CHECK(after(power_holds_for + 5h).total_wh == Approx(60.0 * static_cast<double>(power_holds_for / 1h)).epsilon(1e-9));
  CHECK(ledger.totals().gaps == 5h);
}

TEST_CASE_FIXTURE(Fixture, "a meter at rest that is read once an hour leaves no gap") {
  for (int i = 0; i < 5; ++i) {
    power(0);
    clock.pass(1h);
  }
  CHECK(after(0s).gaps == 0s);
  CHECK(total() == 0);
}

TEST_CASE_FIXTURE(Fixture, "nothing is invented while the device is gone, and the gap is recorded") {
  power(100);
  clock.pass(6min);
  gap();
  CHECK(after(2h).total_wh == Approx(10).epsilon(1e-9));
  power(100);
  CHECK(after(6min).total_wh == Approx(20).epsilon(1e-9));
  CHECK(ledger.totals().gaps == 2h);
}

TEST_CASE_FIXTURE(Fixture, "what is no reading changes nothing: the one before holds on") {
  power(100);
  clock.pass(6min);
  for (const double nonsense : {-1.0, std::nan(""), std::numeric_limits<double>::infinity(), 1e7}) {
    power(nonsense);
    increment(nonsense);
  }
  CHECK(after(6min).total_wh == Approx(20).epsilon(1e-9));
  CHECK(ledger.totals().gaps == 0s);
}

TEST_CASE_FIXTURE(Fixture, "small loads read often are not lost to rounding") {
  for (int i = 0; i < 100'000; ++i) {
    power(0.1);
    clock.pass(37ms);
  }
  CHECK(after(0s).total_wh == Approx(0.1 * 3700 / 3600).epsilon(1e-9));
}

TEST_CASE_FIXTURE(Fixture, "increments of a device that tells no power add up, and are today's") {
  for (const double wh : {100.0, 20.0, 3.0}) increment(wh);
  CHECK(total() == Approx(123));
  CHECK(ledger.totals().today_wh == Approx(123));
}

TEST_CASE_FIXTURE(Fixture, "a device that sends increments is not integrated as well") {
  increment(10);
  for (int i = 0; i < 20; ++i) {
    flow(120, 5min);
    increment(10);
  }
  CHECK(total() == Approx(210));
}

TEST_CASE_FIXTURE(Fixture, "a device whose increments are all 0 does not count") {
  increment(0);
  flow(120, 30min);
  increment(0);
  CHECK(total() == Approx(60));
}

TEST_CASE_FIXTURE(Fixture, "the first increment counts what was not integrated yet, and no more") {
  flow(120, 10min);
  REQUIRE(total() == Approx(20));
  SUBCASE("it knows more than the power told") {
    increment(32);
    CHECK(total() == Approx(32));
  }
  SUBCASE("it began before its last one and is all counted") {
    increment(5);
    CHECK(total() == Approx(20));
  }
  increment(5);
  const double before = total();
  increment(7);
  CHECK(total() - before == Approx(7));
}

TEST_CASE_FIXTURE(Fixture, "increments that stop while power flows: after a stated time power is the source again") {
  increment(10);
  flow(120, increments_missing_after - 10s);
  CHECK(total() == Approx(10));
  flow(120, 10s);
  CHECK(total() == Approx(130));
  flow(120, 30min);
  CHECK(total() == Approx(190));
  SUBCASE("the next increment does not count that again") {
    increment(181);
    CHECK(total() == Approx(191));
    flow(120, 30min);
    CHECK(total() == Approx(191));
  }
  SUBCASE("increments that were lost meanwhile are not missed") {
    increment(60);
    CHECK(total() == Approx(190));
  }
}

TEST_CASE_FIXTURE(Fixture, "no increment comes where no power flows, and the increments stay the source") {
  increment(10);
  for (int day = 0; day < 3; ++day) flow(0, 24h);
  flow(120, 30min);
  CHECK(total() == Approx(10));
  increment(60);
  CHECK(total() == Approx(70));
}

TEST_CASE_FIXTURE(Fixture, "a device that counts is measured without any power reading, until it is gone") {
  increment(10);
  CHECK(after(24h).gaps == 0s);
  gap();
  CHECK(after(3h).gaps == 3h);
  increment(10);
  CHECK(after(24h).gaps == 3h);
}

TEST_CASE_FIXTURE(Fixture, "a message that comes once more is not counted once more") {
  increment(10, 1'700'000'000);
  increment(10, 1'700'000'000);
  CHECK(total() == Approx(10));
  increment(10, 1'700'000'600);
  CHECK(total() == Approx(20));
  increment(10, 1'700'000'000);  // late
  increment(10, 1'700'000'600);
  CHECK(total() == Approx(20));
}

TEST_CASE_FIXTURE(Fixture,
                  "without the device's time each message counts, and does not make the next one a repetition") {
  increment(10);
  increment(10);
  increment(10, 1'700'000'000);
  increment(10);
  increment(10, 1'700'000'000);
  CHECK(total() == Approx(40));
}

TEST_CASE_FIXTURE(Fixture, "a device whose clock lost its time counts on") {
  increment(10, 1'700'000'000);
  increment(10, 5);
  increment(10, 605);
  CHECK(total() == Approx(30));
}

TEST_CASE_FIXTURE(Fixture, "a device whose clock stands still is counted from its power") {
  increment(10, 0);
  for (int i = 0; i < 12; ++i) {
    flow(120, 10min);
    increment(20, 0);
  }
  CHECK(total() == Approx(250));
}
