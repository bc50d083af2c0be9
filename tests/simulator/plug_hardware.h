// The inside of a plug: its relays, countdowns and meter as datapoints. Pure.
//
// It knows nothing of connections or of what is told to whom: actions give back which datapoints changed, and
// plug_model.h tells it. Source: lib/families/tuya/PROTOCOL.md, 13 (meters) and 15 (datapoints).

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "device/state.h"
#include "simulator/cover_motion.h"
#include "simulator/plug_settings.h"

namespace presad::simulator {

/// What an action changed.
struct Change {
  std::vector<std::uint8_t> ids;   ///< datapoints with a new value, each once
  std::vector<unsigned> switched;  ///< relays that moved, from 1

  bool empty() const noexcept { return ids.empty(); }
};

class PlugHardware {
 public:
  explicit PlugHardware(const PlugSettings& settings);

  /// Where the relay really is; `undefined` when there is no such relay.
  Power relay(unsigned relay) const;

  /// Every datapoint, by id; a countdown as it stands.
  Datapoints all(Timestamp now) const;
  /// As all(), without relays whose position the plug does not say.
  Datapoints reported(Timestamp now) const;
  /// Those of `ids` that are reported.
  Datapoints reported(std::span<const std::uint8_t> ids, Timestamp now) const;

  bool has(std::uint8_t id) const { return values_.contains(id); }
  /// `wanted` is of this datapoint's type, and within its range.
  bool fits(const Datapoint& wanted) const;

  /// Takes a datapoint that fits. The readings of the meter are read-only: nothing changes.
  Change set(const Datapoint& wanted, Timestamp now);
  /// What the world does to a datapoint that fits: a reading, or a cover moved by hand.
  Change observe(const Datapoint& seen, Timestamp now);
  bool is_measured(std::uint8_t id) const;
  /// The button of a relay that exists.
  Change press(unsigned relay, Timestamp now);
  void set_load(double load_w, Timestamp now);
  /// From now on no relay's position is said, until it is set or pressed, or all are recalled.
  void forget_relays();
  void recall_relays() { unsaid_.clear(); }

  /// Measures now; gives the readings that differ from the last ones.
  Change measure(Timestamp now);
  /// Gives what was fed since the last increment as a new one, in whole steps; nothing when it is less than a step, or
  /// the meter has none.
  Change count_energy(Timestamp now);
  /// All that the relays fed since the start: what an account of the increments is to be held against.
  double energy_wh(Timestamp now) const;

  Timestamp deadline() const;
  /// Countdowns that ran out and, when the meter looks by itself, an increment and, where `by_itself`, its readings.
  Change on_deadline(Timestamp now, bool by_itself);

  void lose_power(Timestamp now);
  /// The relays do what relay_status says.
  Change gain_power(Timestamp now);

 private:
  unsigned relay_of(std::uint8_t id) const;  ///< from 1; 0: not a relay's datapoint
  bool is_reading(std::uint8_t id) const;
  std::string_view relay_status() const;
  const ValueRule* find_rule(std::uint8_t id) const;
  void store(std::uint8_t id, DatapointValue value, Change& change);  ///< changes it if it differs
  void drive_cover(std::uint8_t id, Timestamp now, Change& change);   ///< after control or target was set
  void look_at_cover(Timestamp now, Change& change);                  ///< tells how far it is
  double power_w() const;
  void account(Timestamp now);  ///< adds the energy since the last call; before whatever changes the power
  void move(unsigned relay, bool on, Timestamp now, Change& change);
  void count_down(std::uint8_t id, std::int64_t seconds, Timestamp now);

  PlugLayout layout_;
  double load_w_;
  double voltage_v_;
  Duration meter_lag_;
  Duration meter_interval_;

  std::map<std::uint8_t, DatapointValue> values_;
  std::map<std::uint8_t, Timestamp> countdown_ends_;  ///< those that run, by the countdown's datapoint
  std::set<std::uint8_t> unsaid_;                     ///< relays whose position is not said
  Timestamp meter_due_ = never;                       ///< when it looks by itself
  CoverMotion cover_;
  Timestamp cover_due_ = never;  ///< when a moving cover tells how far it is
  bool powered_ = true;
  std::string built_status_;  ///< relay_status of a plug without that datapoint
  double fed_wh_ = 0;         ///< as of accounted_
  double counted_wh_ = 0;     ///< of fed_wh_, what the increments have told
  Timestamp accounted_ = Timestamp::min();
};

}  // namespace presad::simulator
