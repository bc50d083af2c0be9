// The models that are no plugs: lamps, covers and sensors. Pure.
// Source: lib/families/tuya/PROTOCOL.md, 15.

#pragma once

#include <array>
#include <string_view>

#include "simulator/plug_layout.h"

namespace presad::simulator {

inline constexpr std::array<std::string_view, 10> other_models = {
    "dimmer",       "bulb_v1",        "bulb_v2", "bulb_white", "cover",
    "cover_simple", "climate_sensor", "contact", "motion",     "gateway"};

/// The layout of one of `other_models`.
PlugLayout make_other_layout(std::string_view model);

}  // namespace presad::simulator
