// A profile's file -> Profile. Pure. Source: docs/profiles.md.

#pragma once

#include <string>
#include <string_view>

#include "config/diagnostics.h"
#include "families/tuya/profile.h"

namespace presad::tuya {

/// Reads the profile `name` from its YAML `text`. What is wrong goes to `diagnostics`; the result is to be used only
/// when that holds no error.
Profile read_profile(const std::string& name, std::string_view text, config::Diagnostics& diagnostics);

}  // namespace presad::tuya
