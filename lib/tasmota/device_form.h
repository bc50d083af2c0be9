// What kind of thing a device is besides its relays: lamp, cover, sensors. Remembered, so that it is announced as the
// same while it is away, or before it was heard again: Home Assistant removes what is announced no longer. Pure.

#pragma once

#include <string>
#include <string_view>

#include "device/state.h"

namespace presad::tasmota {

/// "light=5 cover=1 readings=0,3"; empty for what has relays alone.
std::string render_form(const State& state);

/// Gives `state` what the text says and it lacks; what is no such text gives nothing.
void restore_form(State& state, std::string_view text);

/// It was heard: there is something to announce.
bool has_form(const State& state) noexcept;

}  // namespace presad::tasmota
