// How seldom an energy account is written, and what is lost by that.

#include <doctest/doctest.h>

#include <algorithm>

#include "bridge/account.h"
#include "support/captured_log.h"
#include "support/fake_store.h"
#include "unit/energy/local_clock.h"

using namespace presad;
using namespace std::chrono_literals;
using bridge::Account;
using doctest::Approx;
using presad::testing::CapturedLog;
using presad::testing::FakeStore;
using presad::testing::LocalClock;

namespace {

struct Fixture {
  LocalClock clock{std::chrono::local_days(std::chrono::days(20'000)) + 12h};
  FakeStore store;
  Account account{store, "presa1", clock.time()};

  static State drawing(double watts, Power relay = Power::on) { return {{relay}, Meter{watts, 230, {}}, 0}; }

  /// Told every ten seconds.
  void flow(double watts, Duration span) {
    for (Duration told{0}; told < span; told += 10s) {
      account.on_state(drawing(watts), clock.time());
      clock.pass(10s);
    }
    account.on_state(drawing(watts), clock.time());
  }
  unsigned writes() { return store.written["energy"]; }
  double total_kwh() {
    const tasmota::EnergyTotals* const totals = account.totals(clock.time());
    return totals == nullptr ? -1 : totals->total_kwh;
  }
  /// What a presad that starts now knows.
  double kept_kwh() {
    Account other(store, "presa1", clock.time());
    const tasmota::EnergyTotals* const totals = other.totals(clock.time());
    return totals == nullptr ? -1 : totals->total_kwh;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "an account is written at most every five minutes, and once more at the end") {
  flow(120, 4min + 50s);
  CHECK(writes() == 0);
  flow(120, 10s);
  CHECK(writes() == 1);
  for (int i = 0; i < 500; ++i) account.on_energy(1, {}, clock.time());
  for (int i = 0; i < 500; ++i) account.totals(clock.time());
  CHECK(writes() == 1);
  flow(120, 24h);
  CHECK(writes() <= 1 + 24 * 12);
  CHECK(writes() >= 24 * 12);
  const unsigned before = writes();
  account.save(clock.pass(1s).time());
  CHECK(writes() == before + 1);
}

TEST_CASE_FIXTURE(Fixture, "a presad that is killed loses at most five minutes, one that ends loses nothing") {
  for (int i = 0; i < 50; ++i) {
    flow(120, 70s);
    const double lost = total_kwh() - std::max(kept_kwh(), 0.0);
    CHECK(lost >= 0);
    CHECK(lost <= 0.010 + 1e-9);
  }
  account.save(clock.time());
  CHECK(kept_kwh() == total_kwh());
}

TEST_CASE_FIXTURE(Fixture, "a correction is written at once") {
  flow(120, 30s);
  REQUIRE(writes() == 0);
  tasmota::EnergyCorrection correction;
  correction.counter = tasmota::EnergyCounter::total;
  correction.energy_wh = 5000;
  account.correct(correction, clock.time());
  CHECK(writes() == 1);
  CHECK(kept_kwh() == Approx(5.001));
}

TEST_CASE_FIXTURE(Fixture, "a damaged account begins anew and says so") {
  flow(120, 1h);
  std::string& kept = store.known["presa1"]["energy"];
  REQUIRE(kept.starts_with("1 "));
  kept[0] = '9';
  const CapturedLog log;
  Account begun(store, "presa1", clock.time());
  CHECK(log.contains("presa1: the energy account in the store cannot be read"));
  CHECK(begun.totals(clock.time()) == nullptr);
  begun.on_state(drawing(120), clock.time());
  begun.save(clock.pass(6min).time());
  CHECK(kept_kwh() == Approx(0.012));
}

TEST_CASE_FIXTURE(Fixture, "a device that never measured has no account, and nothing is written for it") {
  account.on_state({{Power::on}, {}, 0}, clock.time());
  account.on_gone(clock.pass(1h).time());
  account.save(clock.time());
  CHECK(account.totals(clock.time()) == nullptr);
  CHECK(writes() == 0);
}

TEST_CASE_FIXTURE(Fixture, "what a meter still tells of a load that was switched off counts as nothing") {
  flow(120, 1h);
  const double before = total_kwh();
  account.on_state(drawing(120, Power::off), clock.time());
  clock.pass(30min);
  CHECK(total_kwh() == before);
}

TEST_CASE_FIXTURE(Fixture, "while a device is gone its last load is not counted on") {
  flow(120, 1h);
  account.on_gone(clock.time());
  const double before = total_kwh();
  clock.pass(30min);
  CHECK(total_kwh() == before);
}
