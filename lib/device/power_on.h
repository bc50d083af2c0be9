// What a relay shall be after its device lost power, as the inventory and PowerOnState say it. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace presad {

enum class PowerOn : std::uint8_t {
  device,  ///< what the device itself chose
  last,    ///< as it was
  on,
  off,
};

/// "device", "last", "on", "off".
const char* name(PowerOn power_on) noexcept;

/// The reverse; nothing for any other word.
std::optional<PowerOn> parse_power_on(std::string_view word) noexcept;

}  // namespace presad
