// Which datapoint is which relay, level or reading of one device, by its profile and what it reported. Pure.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "device/command.h"
#include "device/state.h"
#include "families/tuya/profile.h"

namespace presad::tuya {

/// What one device is, learned from its profile, the inventory's datapoints and its reports.
class DatapointMap {
 public:
  /// `profile` may be nullptr: told from the first reports that show what it is, or by `rows` alone if they name its
  /// relays, levels or readings.
  explicit DatapointMap(const Profile* profile, std::vector<DatapointSettings> rows = {});

  /// What an earlier map learned of this device, where the inventory says nothing: corrected if a later report shows
  /// that it was too little. `relays`: "1,2,7"; `light`: "22,23".
  void remember(std::string_view profile, std::string_view relays, std::string_view light = {});
  std::string_view profile_name() const noexcept;
  std::string relays_text() const;
  /// The levels that the lamp was seen to have.
  std::string light_text() const;

  /// What is known of the device before it says a word: how many relays, a lamp or a cover or neither.
  void shape(State& state) const;

  /// Takes over what was reported into `state` and tells which relays it showed: bit 0 for relay 1. The shape is
  /// learned only from `complete` reports (answers to a read of everything): a push names what changed, not
  /// what there is. `pushed`: told when it happened.
  std::uint8_t apply(const Datapoints& reported, bool complete, State& state, bool pushed = false);

  /// The datapoint of relay `number` (from 1); nothing when the device has no such relay.
  std::optional<std::uint8_t> relay(unsigned number) const noexcept;

  std::span<const std::uint8_t> relays() const noexcept { return relays_; }

  /// All that it may have, for a read by null list.
  std::vector<std::uint8_t> readable() const;

  /// Those of the meter, at most three; empty without one.
  std::span<const std::uint8_t> metering_ids() const noexcept { return metering_ids_; }
  /// Of the profile; 0: none.
  std::uint8_t energy_id() const noexcept { return profile_ ? profile_->energy.id : std::uint8_t{0}; }
  /// What one count of the energy datapoint means.
  double energy_step_wh() const noexcept { return profile_ ? profile_->energy.unit : 0; }
  std::uint8_t relay_status_id() const noexcept { return profile_ ? profile_->relay_status_id : std::uint8_t{0}; }

  std::string_view module() const noexcept;

  /// The shape is settled: a relay was seen, or the profile says so.
  bool known() const noexcept { return profile_ && (profile_->relays.empty() || !relays_.empty()); }

  bool is_light() const noexcept { return profile_ && profile_->light; }
  bool is_cover() const noexcept { return profile_ && profile_->cover; }

  /// The datapoints that make the lamp show `wanted`; `power`: its switch among them. Errors: `unsupported`.
  Result<Datapoints> light_datapoints(const LightLevels& wanted, std::optional<bool> power) const;
  /// The datapoint that moves the cover so. Errors: `unsupported`.
  Result<Datapoint> cover_datapoint(const MoveCover& wanted) const;
  /// The two that move a cover: a newer command for one overrules an older one for the other. 0: none.
  std::vector<std::uint8_t> cover_ids() const;

  /// The last value of a level or a movement; nothing for any other.
  std::optional<DatapointValue> value(std::uint8_t id) const;

  /// Whether `reported` shows that `wanted` was done, by itself or by what comes of it.
  bool shows(const Datapoints& reported, const Datapoint& wanted) const;

  /// Why `wanted` must not be written; nothing if it may.
  std::optional<std::string> forbids(const Datapoint& wanted) const;

 private:
  void learn(const Datapoints& reported);
  void take_profile(const Profile& profile);
  void settle_light(const Datapoints& reported);
  LightLayout lamp() const;
  bool is_kept(std::uint8_t id) const;
  void apply_meter(const Datapoints& reported, State& state) const;
  void apply_sensors(const Datapoints& reported, State& state) const;

  std::vector<DatapointSettings> rows_;
  /// Nearly always one of profiles(), which all devices share; its own where the inventory's rows are laid over it.
  std::shared_ptr<const Profile> profile_;
  bool guessed_;  ///< by us, not given by the inventory
  std::vector<std::uint8_t> relays_;
  std::vector<std::uint8_t> metering_ids_;
  std::vector<std::uint8_t> light_ids_;  ///< levels that the lamp was seen to have; empty: all that its profile has
  Datapoints values_;                    ///< of levels and movements
};

}  // namespace presad::tuya
