// What travels between a client and a Tuya device once frame and cipher are off. Pure.
// Source: PROTOCOL.md, section 3 (fields) and 6 (command codes).

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/secret.h"

namespace presad::tuya {

/// What a frame asks or tells; the values travel on the wire.
enum class CommandCode : std::uint32_t {
  announcement_plain = 0,
  session_key_start = 3,
  session_key_response = 4,
  session_key_finish = 5,
  control = 7,
  status = 8,
  heart_beat = 9,
  dp_query = 10,
  control_new = 13,
  dp_query_new = 16,
  update_dps = 18,
  announcement = 19,
  announcement_3_4 = 35,
  request_device_info = 37,
  lan_ext_stream = 64,
};

/// Which end of a connection. A device's frames carry return codes, a client's do not.
enum class Role : std::uint8_t { client, device };

/// The local_key, or a connection's session key: 16 raw bytes.
using Key = Secret<16>;

/// The 15 bytes of the version header: "3.x" and what a device may have put behind it.
using VersionHeader = std::array<std::uint8_t, 15>;

/// One frame's meaning, integrity checked and deciphered.
struct Message {
  std::uint32_t sequence_number = 0;  ///< ours count from 1; a device's start anywhere: a hint only
  CommandCode command{};
  std::optional<std::uint32_t> return_code;  ///< only on frames a device sends; 0 = accepted
  std::string payload;  ///< JSON text without the version header, raw bytes in the negotiation, or empty
  std::optional<VersionHeader> version_header;  ///< as received; on sending, present means "put one in"; never on 3.1

  friend bool operator==(const Message&, const Message&) = default;
};

/// Longest frame accepted, in bytes. A larger length field is malformed: it never decides how much memory
/// is set aside. (PROTOCOL.md, 12: gateways exceed 2000; anything above 64 KiB is garbage.)
inline constexpr std::size_t max_frame_size = std::size_t{16} * 1024;

}  // namespace presad::tuya
