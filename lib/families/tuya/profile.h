// The kinds of devices as their datapoints show them: rows of a table, no code per model. Pure.
// Source: PROTOCOL.md, 15.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace presad::tuya {

/// A kind of device as its datapoints show it.
struct Profile {
  std::string_view name;                       ///< as written in the inventory
  std::string_view module;                     ///< INFO1's Module
  std::span<const std::uint8_t> relays;        ///< datapoints that may be relays, relay 1 first
  bool fixed_relays = false;                   ///< all of `relays` exist; else those that were seen
  std::span<const std::uint8_t> metering_ids;  ///< current (mA), power (0.1 W), voltage (0.1 V); empty: no meter
  std::uint8_t energy_id = 0;                  ///< counts energy since its last report; 0: none
  std::uint8_t relay_status_id = 0;            ///< what the relay does when power returns; 0: none
};

/// The profile called `name`, or nullptr.
const Profile* find_profile(std::string_view name) noexcept;

/// All profiles, in the order of the table.
std::span<const Profile> profiles() noexcept;

}  // namespace presad::tuya
