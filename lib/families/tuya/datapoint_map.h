// Which datapoint is which relay or reading of one device, by its profile and what it reported. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/state.h"
#include "families/tuya/profile.h"

namespace presad::tuya {

/// Relays and readings of one device, learned from its profile and its reports.
class DatapointMap {
 public:
  /// `profile` may be nullptr: told from the first reports that carry a relay.
  explicit DatapointMap(const Profile* profile);

  /// What an earlier map learned of this device, where the inventory says nothing: corrected if a later report shows
  /// that it was too little. `relays`: "1,2,7".
  void remember(std::string_view profile, std::string_view relays);
  std::string_view profile_name() const noexcept;
  std::string relays_text() const;

  /// Takes over what was reported into `state` and tells which relays it showed: bit 0 for relay 1. The shape is
  /// learned only from `complete` reports (answers to a read of everything): a push names what changed, not
  /// what there is.
  std::uint8_t apply(const Datapoints& reported, bool complete, State& state);

  /// The datapoint of relay `number` (from 1); nothing when the device has no such relay.
  std::optional<std::uint8_t> relay(unsigned number) const noexcept;

  std::span<const std::uint8_t> relays() const noexcept { return relays_; }

  /// Relays and readings, for a read by null list.
  std::vector<std::uint8_t> readable() const;

  /// Those of the meter, at most three; empty without one.
  std::span<const std::uint8_t> metering_ids() const noexcept;
  /// Of the profile; 0: none.
  std::uint8_t energy_id() const noexcept { return profile_ == nullptr ? std::uint8_t{0} : profile_->energy_id; }
  std::uint8_t relay_status_id() const noexcept {
    return profile_ == nullptr ? std::uint8_t{0} : profile_->relay_status_id;
  }

  std::string_view module() const noexcept;

  /// The shape is settled: a relay was seen, or the profile says so.
  bool known() const noexcept { return !relays_.empty(); }

 private:
  void learn(const Datapoints& reported);
  void take_profile(const Profile& profile);

  const Profile* profile_;
  bool guessed_;  ///< by us, not given by the inventory
  std::vector<std::uint8_t> relays_;
};

}  // namespace presad::tuya
