// What each key of the inventory is for, in a sentence: what an editor shows. Pure. Source: docs/presad.yaml.md.
//
// Which keys there are, and what may stand behind them, is not said here: the readers are asked (config/survey.h).

#pragma once

#include <string_view>

namespace presad {

/// `section`: "", "mqtt", "home_assistant", "datapoints", or a type of device; "device" for what all of those have.
/// Empty when there is none, which a test refuses.
std::string_view words_for_key(std::string_view section, std::string_view key) noexcept;

}  // namespace presad
