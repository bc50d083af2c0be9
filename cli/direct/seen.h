// A device that presa has before it, as the dialect looks at it: no presad counts its energy or keeps its options.

#pragma once

#include <string>

#include "device/device.h"
#include "inventory/settings.h"
#include "tasmota/view.h"

namespace presad::cli {

struct Seen {
  /// Both are borrowed.
  Seen(const Settings& settings, const Device& device, WallTime now);

  tasmota::View view();

  const Device& device;
  tasmota::House house;
  tasmota::Identity identity;
  tasmota::Tally tally;
  tasmota::Options options;
  tasmota::Moment moment;
};

/// tele/…/STATE's JSON.
std::string render_state(const tasmota::View& view);
/// tele/…/SENSOR's JSON; empty: it has nothing to tell there.
std::string render_sensor(const tasmota::View& view);

}  // namespace presad::cli
