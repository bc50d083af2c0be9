#include "bridge/account.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace presad::bridge {

namespace {

constexpr const char* fact = "energy";
/// An SD card lives longer; a power cut loses at most that.
constexpr Duration save_interval = std::chrono::minutes(5);

bool all_off(const State& state) {
  return !state.relays.empty() &&
         std::all_of(state.relays.begin(), state.relays.end(), [](Power power) { return power == Power::off; });
}

}  // namespace

Account::Account(store::Store& store, std::string topic, const energy::LedgerTime& time)
    : store_(store), topic_(std::move(topic)), saved_at_(time.now) {
  const Facts& facts = store_.facts(topic_);
  const auto kept = facts.find(fact);
  if (kept == facts.end()) return;
  Result<energy::Ledger> ledger = energy::Ledger::restore(kept->second);
  if (!ledger) {
    log::error(topic_, "the energy account in the store cannot be read ({}): it begins anew", ledger.error().what);
    return;
  }
  ledger_ = *ledger;
  period_began_wh_ = ledger_->totals().total_wh;
}

void Account::on_state(const State& state, const energy::LedgerTime& time) {
  if (!state.meter || !state.meter->power_w) return;
  if (!ledger_) ledger_.emplace();
  // A meter may tell the last load for minutes after its relay opened: what is off draws nothing.
  ledger_->on_power(all_off(state) ? 0 : std::max(0.0, *state.meter->power_w), time);
  save_now_and_then(time);
}

void Account::on_energy(double energy_wh, std::optional<std::int64_t> device_time, const energy::LedgerTime& time) {
  if (!ledger_) ledger_.emplace();
  ledger_->on_increment(energy_wh, device_time, time);
  save_now_and_then(time);
}

void Account::on_gone(const energy::LedgerTime& time) {
  if (ledger_) ledger_->on_gap(time);
}

const tasmota::EnergyTotals* Account::totals(const energy::LedgerTime& time) {
  if (!ledger_) return nullptr;
  ledger_->on_time(time);
  const energy::Totals now_so = ledger_->totals();
  totals_.total_start = now_so.since;
  totals_.total_kwh = now_so.total_wh / 1000;
  totals_.today_kwh = now_so.today_wh / 1000;
  totals_.yesterday_kwh = now_so.yesterday_wh / 1000;
  totals_.period_wh = std::max(0.0, now_so.total_wh - period_began_wh_);
  return &totals_;
}

void Account::begin_period() {
  if (ledger_) period_began_wh_ = ledger_->totals().total_wh;
}

void Account::correct(const tasmota::EnergyCorrection& correction, const energy::LedgerTime& time) {
  if (!ledger_) return;
  switch (correction.counter) {
    case tasmota::EnergyCounter::total:
      ledger_->set_total(correction.energy_wh, correction.since, time);
      break;
    case tasmota::EnergyCounter::today:
      ledger_->set_today(correction.energy_wh, correction.since, time);
      break;
    case tasmota::EnergyCounter::yesterday:
      ledger_->set_yesterday(correction.energy_wh, correction.since, time);
      break;
  }
  begin_period();
  save(time);  // somebody's word is not to be lost
}

void Account::save(const energy::LedgerTime& time) {
  if (!ledger_) return;
  ledger_->on_time(time);
  saved_at_ = time.now;
  store_.put(topic_, fact, ledger_->save());
}

void Account::save_now_and_then(const energy::LedgerTime& time) {
  if (time.now - saved_at_ >= save_interval) save(time);
}

}  // namespace presad::bridge
