// Timer1 to Timer16: what a device does by the clock or by the sun, as commands set and tell it, and as it is kept.
//
// Pure; when they are due is bridge/timer_clock.h's business. Source: DIALECT.md, 6; Tasmota's xdrv_09_timers.ino and
// its documentation, "Timers".

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"

namespace presad::tasmota {

inline constexpr std::size_t max_timers = 16;
inline constexpr int longest_window = 15;  ///< minutes

enum class TimerMode : std::uint8_t { clock, sunrise, sunset, none };

struct Timer {
  bool enabled = false;
  TimerMode mode = TimerMode::clock;
  int minutes = 0;        ///< since midnight, 0 to 1439; of the sun's modes 720 and more is so much over 720 before it
  int window = 0;         ///< minutes, either way, 0 to 15
  std::uint8_t days = 0;  ///< bit 0: Sundays
  bool repeat = false;    ///< else it ends once it came
  std::uint8_t output = 0;  ///< the relay, from 0
  std::uint8_t action = 0;  ///< as Power takes it: 0 off, 1 on, 2 toggle, 3 blink

  bool by_sun() const noexcept { return mode == TimerMode::sunrise || mode == TimerMode::sunset; }
  /// Minutes after the sun's event, -719 to 719.
  int sun_offset() const noexcept { return minutes < 720 ? minutes : 720 - minutes; }

  friend bool operator==(const Timer&, const Timer&) = default;
};

struct Timers {
  bool enabled = false;  ///< all of them: Timers 1
  std::array<Timer, max_timers> timer;

  friend bool operator==(const Timers&, const Timers&) = default;
};

/// Puts what `object` says into `timer`; keys in any case and order, others are passed over, and what cannot be is made
/// to fit as the firmware does. `relays`: how many there are, 0 if nobody knows; an Output beyond them is the first.
void change_timer(Timer& timer, const Json& object, std::size_t relays);

/// {"Enable":0,"Mode":0,"Time":"00:00","Window":0,"Days":"0000000","Repeat":0,"Output":1,"Action":0}
void write_timer(JsonWriter& json, const Timer& timer);

/// All that is not as by default, for the store, in the words of the commands: {"Timers":1,"Timer3":{…}}. "" where
/// everything is. At most some 1700 bytes.
std::string render_timers(const Timers& timers);

/// Such a text back; what cannot be read is as by default.
Timers restore_timers(std::string_view text);

}  // namespace presad::tasmota
