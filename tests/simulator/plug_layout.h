// Which datapoints a model of plug has: data, so that a new model is a new row. Pure.
// Source: lib/families/tuya/PROTOCOL.md, 15.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "device/state.h"

namespace presad::simulator {

/// The ids of a meter's readings.
struct MeterIds {
  std::uint8_t current_ma = 18;
  std::uint8_t power_dw = 19;    ///< 0.1 W
  std::uint8_t voltage_dv = 20;  ///< 0.1 V
  std::uint8_t increment = 0;    ///< add_ele: Wh since it last reported; 0: this meter has none
};

/// What a datapoint may be, beyond its type.
struct ValueRule {
  std::uint8_t id = 0;
  std::int64_t least = 0;  ///< of a number
  std::int64_t most = 0;
  std::vector<std::string> words{};  ///< of an enum; empty: any text
  std::size_t hex_digits = 0;        ///< of a colour; 0: none
  bool measured = false;             ///< only the device itself changes it: a client's set does nothing
};

/// The datapoints of a cover.
struct CoverIds {
  bool positioned = false;  ///< it has all of them, else only control
  std::uint8_t control = 1;
  std::uint8_t target = 2;      ///< percent_control
  std::uint8_t position = 3;    ///< percent_state
  std::uint8_t work_state = 7;  ///< "opening" or "closing": the last direction
  std::uint8_t travel_s = 10;   ///< the time for the whole way
};

struct PlugLayout {
  std::string model;                     ///< as the person writes it: "strip"
  std::string profile;                   ///< presad's word for it in the inventory
  std::vector<std::uint8_t> relays;      ///< relay 1 first
  std::vector<std::uint8_t> countdowns;  ///< beside `relays`, in seconds; may be shorter
  std::optional<MeterIds> meter;
  std::optional<CoverIds> cover;
  std::uint8_t relay_status = 0;  ///< what the relays do at power-up, a word of relay_status.h; 0: this model has none
  Datapoints further;             ///< anything else it knows, with its first values; may be set, does nothing more
  std::vector<ValueRule> rules;   ///< for some of `further`
};

/// The models that exist, for help texts and nearest words.
std::span<const std::string_view> model_names() noexcept;

/// The layout of `model` with `relays` relays (0: as many as that model usually has).
/// `energy_increments`: of a firmware that counts energy, where the model's usual one does not.
/// Errors: `bad_config`: an unknown model, more relays than it can have, or a model whose meter counts no energy.
Result<PlugLayout> make_layout(std::string_view model, unsigned relays = 0, bool energy_increments = false);

}  // namespace presad::simulator
