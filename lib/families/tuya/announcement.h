// What devices broadcast on UDP 6666, 6667 and 7000, and the probe that makes newer ones speak. Pure.
// Source: PROTOCOL.md, section 2.

#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "families/tuya/version.h"

namespace presad::tuya {

inline constexpr std::uint16_t announcement_port_plain = 6666;
inline constexpr std::uint16_t announcement_port = 6667;
inline constexpr std::uint16_t probe_port = 7000;

struct Announcement {
  std::string device_id;           ///< `gwId`
  std::string address;             ///< `ip` as stated; the datagram's sender is more trustworthy
  std::optional<Version> version;  ///< absent when not stated or unknown
  std::string product_key;

  friend bool operator==(const Announcement&, const Announcement&) = default;
};

/// A probe from a client (an app or another presad): not an announcement, nothing wrong with it.
struct Probe {
  std::string address;  ///< where answers are wanted
};

/// Reads one datagram of any form, whatever port it came to.
/// Errors: `malformed`, `integrity`; `unsupported` for a probe from another client.
Result<Announcement> decode_announcement(ByteView datagram);

/// As a device of `announcement.version` (3.3 when absent) sends it.
Bytes encode_announcement(const Announcement& announcement, RandomSource& random);

/// The request for 3.5 devices, with the address that answers shall go to.
Bytes encode_probe(const std::string& own_address, RandomSource& random);

/// For plug models. Errors: `malformed`, `integrity`; `unsupported` when it is no probe.
Result<Probe> decode_probe(ByteView datagram);

}  // namespace presad::tuya
