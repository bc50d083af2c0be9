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

struct PlugLayout {
  std::string model;                     ///< as the person writes it: "strip"
  std::string profile;                   ///< presad's word for it in the inventory
  std::vector<std::uint8_t> relays;      ///< relay 1 first
  std::vector<std::uint8_t> countdowns;  ///< beside `relays`, in seconds; may be shorter
  std::optional<MeterIds> meter;
  std::uint8_t relay_status = 0;  ///< what the relays do at power-up, a word of relay_status.h; 0: this model has none
  Datapoints further;             ///< anything else it knows, with its first values; may be set, does nothing
};

/// The models that exist, for help texts and nearest words.
std::span<const std::string_view> model_names() noexcept;

/// The layout of `model` with `relays` relays (0: as many as that model usually has).
/// `energy_increments`: of a firmware that counts energy, where the model's usual one does not.
/// Errors: `bad_config`: an unknown model, more relays than it can have, or a model whose meter counts no energy.
Result<PlugLayout> make_layout(std::string_view model, unsigned relays = 0, bool energy_increments = false);

}  // namespace presad::simulator
