#include "families/tuya/profile.h"

#include <algorithm>
#include <array>

namespace presad::tuya {

namespace {

constexpr std::array<std::uint8_t, 1> relay_1 = {1};
constexpr std::array<std::uint8_t, 7> relays_with_usb = {1, 2, 3, 4, 5, 6, 7};
constexpr std::array<std::uint8_t, 8> relays_1_to_8 = {1, 2, 3, 4, 5, 6, 7, 8};
constexpr std::array<std::uint8_t, 3> meter_new = {18, 19, 20};
constexpr std::array<std::uint8_t, 3> meter_old = {4, 5, 6};

// The first row is what a device is taken for until its reports say otherwise.
constexpr std::array<Profile, 4> table = {{
    {"plug", "Tuya Plug", relay_1, true, meter_new, 17, 38},
    {"plug_old", "Tuya Plug", relay_1, true, meter_old, 0, 38},
    {"strip", "Tuya Strip", relays_with_usb, false, meter_new, 17, 38},
    {"switch", "Tuya Switch", relays_1_to_8, false, {}, 0, 38},
}};

}  // namespace

std::span<const Profile> profiles() noexcept { return table; }

const Profile* find_profile(std::string_view name) noexcept {
  const auto found = std::find_if(table.begin(), table.end(), [name](const Profile& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace presad::tuya
