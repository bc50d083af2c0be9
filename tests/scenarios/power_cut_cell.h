// One cell of the matrix: what happens to a house, and what is counted of it. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "families/tuya/version.h"
#include "scenarios/power_cut_table.h"
#include "scenarios/wakings.h"

namespace presad::scenario {

enum class Happening : std::uint8_t {
  power_cut,
  blip_3s,
  blip_60s,
  presad_restarted,
  broker_restarted,
  reloaded,                    ///< with another policy; the session stays
  house_cut,                   ///< plug and presad's machine together
  button_while_booting,        ///< of a plug that was cut
  button_while_out_of_air,     ///< of one that is out of the Wi-Fi for 60 s
  button_early_on_the_ladder,  ///< of one that was cut: 300 ms after presad reached it again
  button_later_on_the_ladder,  ///< 5 s after
  button_last_on_the_ladder,   ///< 11 s after
};

struct Row {
  Happening happening;
  const char* name;
  bool cuts_the_plug;
  bool ends_the_session;
  bool lost_power;  ///< as docs/power-cuts.md defines it
};

inline constexpr std::array rows = {
    Row{Happening::power_cut, "power cut of the plug", true, true, true},
    Row{Happening::blip_3s, "Wi-Fi blip of 3 s", false, false, false},
    Row{Happening::blip_60s, "Wi-Fi blip of 60 s", false, true, true},
    Row{Happening::presad_restarted, "presad restarted", false, true, false},
    Row{Happening::broker_restarted, "broker restarted", false, false, false},
    Row{Happening::reloaded, "reload", false, false, false},
    Row{Happening::house_cut, "house-wide cut", true, true, true},
    Row{Happening::button_while_booting, "button during the outage, plug cut", true, true, true},
    Row{Happening::button_while_out_of_air, "button during the outage, Wi-Fi", false, true, true},
    Row{Happening::button_early_on_the_ladder, "button early on the ladder", true, true, true},
    Row{Happening::button_later_on_the_ladder, "button later on the ladder", true, true, true},
    Row{Happening::button_last_on_the_ladder, "button last on the ladder", true, true, true},
};

inline constexpr std::array versions = {tuya::Version::v3_1, tuya::Version::v3_3, tuya::Version::v3_4,
                                        tuya::Version::v3_5};
/// How long a cell is watched after what happened.
inline constexpr Duration watched = std::chrono::minutes(4);

struct Cell {
  const Row& row;
  const Waking& waking;
  Wish wish;
  bool was_on;
  bool comes_back_opposite;  ///< by its own datapoint 38, where it was cut
  tuya::Version version;

  std::string name() const {
    return std::string(row.name) + ", " + (*waking.faults == 0 ? "healthy" : waking.faults) +
           ", power_on: " + presad::name(wish.power_on) + (wish.never_restore_on ? ", never_restore_on" : "") +
           ", was " + (was_on ? "on" : "off") + (comes_back_opposite ? ", comes back opposite" : "") + ", " +
           std::string(tuya::name(version));
  }
};

struct Counted {
  unsigned sets = 0;   ///< control frames that reached the plug
  unsigned edges = 0;  ///< movements of the relay that presad caused
};

/// What a cell did, and how it ended.
struct Seen {
  Counted all;
  Counted after_button;  ///< of what happened on the ladder
  bool actual = false;   ///< the relay, before presad had its say
  bool final = false;
  Power remembered = Power::undefined;
  bool online = false;
  unsigned crashes = 0;  ///< that a refresh caused
};

/// What `seen` breaks of what docs/power-cuts.md promises for `cell`; empty when nothing.
std::string complaint_of(const Cell& cell, const Seen& seen);

}  // namespace presad::scenario
