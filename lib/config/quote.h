// One line of a file as it is shown to a person: hidden stretches, a caret, cut to a screen's width. Pure.

#pragma once

#include <string>
#include <vector>

#include "config/diagnostics.h"

namespace presad::config {

/// Two lines, each ended:
///    14 |     version: 3.6
///       |              ^~~  hint
/// `place.line` is not 0. What `hidden` covers is shown as ••••, whatever its length.
std::string quote(const Place& place, const std::vector<Hidden>& hidden, const std::string& hint);

}  // namespace presad::config
