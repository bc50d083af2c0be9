// What a simulated plug is, before anything happens to it. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"
#include "simulator/plug_layout.h"

namespace presad::simulator {

/// How a plug turns away a client that finds its slots taken (PROTOCOL.md, 10: all three occur).
enum class Rejection : std::uint8_t {
  close,   ///< accepted, then closed
  reset,   ///< accepted, then reset
  silent,  ///< accepted, never answered
};

/// What a plug does with a request that it cannot decipher (PROTOCOL.md, 11: all three occur).
enum class KeyMismatch : std::uint8_t {
  by_version,  ///< what most firmwares of that version do: 3.1 to 3.3 answer, 3.4 and 3.5 close
  answer,      ///< answers under its own key: an error text, or its part of the negotiation
  close,
  silent,
};

/// How a plug numbers its answers (PROTOCOL.md, 3: clients and captures disagree about 3.4). Pushes and the heartbeats
/// of 3.4 and 3.5 are always counted on.
enum class SequenceHabit : std::uint8_t {
  by_version,  ///< 3.1 to 3.4 echo, 3.5 counts
  echo,        ///< the number of the request
  count,       ///< its own running counter
};

/// A sub-device of a gateway.
struct SubDeviceSettings {
  std::string cid;
  PlugLayout layout;
};

struct PlugSettings {
  tuya::Version version = tuya::Version::v3_3;
  std::string device_id = "bf51a20000000000000001";
  tuya::Key local_key;
  PlugLayout layout;                           ///< from make_layout(); the default has no relay at all
  std::vector<SubDeviceSettings> sub_devices;  ///< of a gateway; all that is said of relays and meters holds for them

  bool device22 = false;         ///< refuses the ordinary query, is read by a set of nulls; 3.2 always does
  unsigned max_connections = 1;  ///< clients served at once; real plugs take 1 to 3
  Rejection rejection = Rejection::close;
  KeyMismatch key_mismatch = KeyMismatch::by_version;
  SequenceHabit sequence_habit = SequenceHabit::by_version;

  double load_w = 0;  ///< what each relay feeds when on
  double voltage_v = 230.2;
  bool on_at_start = false;  ///< the relays' first position
  /// What they do at power-up, one of the words of relay_status.h, which settles the vocabulary too: the first value of
  /// that datapoint, or, on a model without it, the way the plug is built.
  std::string relay_status = "memory";

  Duration idle_limit = std::chrono::seconds{30};      ///< a connection this long without a frame is closed
  Duration boot_time = std::chrono::seconds{2};        ///< from power to an open port
  Duration meter_lag = std::chrono::seconds{1};        ///< from a change of load to the meter's push
  Duration meter_interval = std::chrono::seconds{30};  ///< the meter looks by itself this often

  WallTime wall_at_zero{};  ///< the wall clock at Timestamp zero: the `t` of pushes counts from it
};

/// 16 characters as a key. Errors: `bad_config` for any other length.
Result<tuya::Key> parse_local_key(std::string_view text);

}  // namespace presad::simulator
