// What a plug does by itself when its power returns: its datapoint relay_status, in the word its firmware uses. Pure.
// Source: PROTOCOL.md, 15 (datapoint 38 and its three vocabularies).

#pragma once

#include <optional>
#include <string_view>

#include "device/power_on.h"

namespace presad::tuya {

/// The word for `wanted` in the vocabulary that `reported` belongs to; nothing when it belongs to none, or for
/// `device`.
std::optional<std::string_view> relay_status_word(PowerOn wanted, std::string_view reported) noexcept;

}  // namespace presad::tuya
