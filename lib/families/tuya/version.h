// The protocol versions of Tuya's LAN protocol. Pure.
// Source: PROTOCOL.md, section 1.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace presad::tuya {

enum class Version : std::uint8_t { v3_1, v3_2, v3_3, v3_4, v3_5 };

/// "3.3" and so on, exactly; nothing for anything else.
std::optional<Version> parse_version(std::string_view text) noexcept;

/// Static text "3.3".
std::string_view name(Version version) noexcept;

/// 3.4 and 3.5 negotiate a key for each connection.
constexpr bool negotiates_session_key(Version version) noexcept { return version >= Version::v3_4; }

}  // namespace presad::tuya
