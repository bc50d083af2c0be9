// A device's energy account: its ledger, fed from its state and kept in the store. Loop thread.
//
// How readings become kilowatt hours is lib/energy's business; how seldom that is written, this file's.

#pragma once

#include <optional>
#include <string>

#include "device/state.h"
#include "energy/ledger.h"
#include "store/store.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::bridge {

class Account {
 public:
  /// `store` outlives it. An account that the store kept goes on, with a gap; one that cannot be read is begun anew.
  Account(store::Store& store, std::string topic, const energy::LedgerTime& time);

  /// The device told its state: its power counts from now on.
  void on_state(const State& state, const energy::LedgerTime& time);
  void on_energy(double energy_wh, std::optional<std::int64_t> device_time, const energy::LedgerTime& time);
  /// The device is gone: nothing is known until it is back.
  void on_gone(const energy::LedgerTime& time);

  /// Totals for the dialect; nothing when the device never measured.
  const tasmota::EnergyTotals* totals(const energy::LedgerTime& time);
  /// SENSOR with Period was sent: the next one counts from here.
  void begin_period();
  /// Somebody says what a counter shall show. Nothing to correct where totals() is nothing.
  void correct(const tasmota::EnergyCorrection& correction, const energy::LedgerTime& time);

  /// Writes what is not written yet: at shutdown. Else at most every five minutes.
  void save(const energy::LedgerTime& time);

 private:
  void save_now_and_then(const energy::LedgerTime& time);

  store::Store& store_;
  std::string topic_;
  std::optional<energy::Ledger> ledger_;  ///< from the first reading on
  tasmota::EnergyTotals totals_;
  double period_began_wh_ = 0;
  Timestamp saved_at_;
};

}  // namespace presad::bridge
