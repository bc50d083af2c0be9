// A Tuya device's keys in presad.yaml -> TuyaSettings. Pure.
//
// What makes a device of them is tuya_device's business; what several devices must not share is siblings.h's.
// Source: docs/presad.yaml.md.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "config/reader.h"
#include "families/device_settings.h"
#include "families/tuya/datapoint_settings.h"
#include "families/tuya/message.h"
#include "families/tuya/profile.h"
#include "families/tuya/version.h"
#include "families/tuya/wake.h"

namespace presad::tuya {

struct TuyaSettings {
  DeviceSettings common;
  std::string device_id;             ///< empty only on a gateway's sub-device
  Key local_key;                     ///< all zero on a sub-device: the session is its gateway's
  bool key_unknown = false;          ///< nobody has told its local_key yet: there is no session to be had
  std::string address;               ///< numeric; empty: found by its announcement
  std::optional<Version> version;    ///< empty: from its announcement, else probed
  const Profile* profile = nullptr;  ///< nullptr: told from the datapoints it reports

  std::string gateway;  ///< topic of the gateway; empty: a device of its own
  std::string cid;      ///< a sub-device's id at its gateway

  Wake wake = Wake::automatic;
  std::vector<std::uint8_t> wake_datapoints;  ///< at most three; empty: the profile's
  Duration power_up_after = std::chrono::seconds(10);
  Duration command_interval = std::chrono::milliseconds(50);
  Duration offline_command_ttl = std::chrono::seconds(30);
  std::optional<Duration> refresh;            ///< 0: never; empty: presad's own choice
  std::vector<DatapointSettings> datapoints;  ///< ordered by id, each id once

  friend bool operator==(const TuyaSettings&, const TuyaSettings&) = default;
};

/// What the hardware is known by: its device_id; of a sub-device its cid, with its gateway's topic where that is too
/// short to be unique in the world.
std::string identity(const TuyaSettings& settings);

/// Reads every key of a Tuya device. What is wrong goes to the reader's diagnostics; the result is to be
/// used only when that added no error.
TuyaSettings read_settings(config::Reader& reader, const std::string& topic);

}  // namespace presad::tuya
