// What people do to simulated plugs, one line each: typed, or in a script. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/clock.h"
#include "base/result.h"
#include "device/state.h"
#include "families/tuya/message.h"
#include "simulator/faults.h"

namespace presad::simulator {

/// Plugs by number, from 1; both ends belong to it.
struct PlugRange {
  unsigned first = 1;
  unsigned last = 1;

  bool holds(unsigned plug) const noexcept { return plug >= first && plug <= last; }
};

/// "2:" or "1-10:" ahead of something; plug 1 when there is none. Drops it from `text`.
PlugRange take_plug_range(std::string_view& text);

struct Press {
  unsigned relay = 1;
};
struct Unplug {};
struct PlugIn {};
struct Reboot {};
struct ReachCloud {};
struct Move {
  std::string address;
};
struct RotateKey {
  tuya::Key key;
};
struct SetFault {
  std::optional<Fault> fault;  ///< empty: none any more
};
struct SetLoad {
  double load_w = 0;
};
struct SetValue {
  Datapoint datapoint;
};
/// The same to the sub-device `number` (from 1) of a gateway.
struct OfSubDevice {
  enum class What : std::uint8_t {
    press,    ///< its button
    lost,     ///< its power goes, and the gateway has not noticed: it answers from memory
    offline,  ///< its power goes, and the gateway says so
    online,   ///< its power is back, and the gateway says so
  };
  unsigned number = 1;
  What what = What::press;
};
struct Show {};
struct Wait {
  Duration time{0};
};
struct Quit {};

struct Action {
  PlugRange plugs;  ///< of no meaning for Wait and Quit
  std::variant<Show, Press, Unplug, PlugIn, Reboot, ReachCloud, Move, RotateKey, SetFault, SetLoad, SetValue,
               OfSubDevice, Wait, Quit>
      what;
};

/// Reads one line; nothing for an empty one or a comment (#).
/// Errors: `bad_config`, with the nearest word.
Result<std::optional<Action>> parse_action(std::string_view line);

/// All actions, one line each, for help texts.
std::string_view action_help() noexcept;

}  // namespace presad::simulator
