// The words for a datapoint's type, in the inventory and in profiles. Pure.

#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "families/tuya/datapoint_settings.h"

namespace presad::tuya {

inline constexpr std::array<std::pair<std::string_view, DatapointType>, 6> datapoint_types = {
    {{"boolean", DatapointType::boolean},
     {"integer", DatapointType::integer},
     {"enum", DatapointType::enumeration},
     {"string", DatapointType::string},
     {"bitmap", DatapointType::bitmap},
     {"raw", DatapointType::raw}}};

}  // namespace presad::tuya
