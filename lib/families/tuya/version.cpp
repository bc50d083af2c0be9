// See version.h.

#include "families/tuya/version.h"

#include <array>

namespace presad::tuya {
namespace {

constexpr std::array<std::string_view, 5> names = {"3.1", "3.2", "3.3", "3.4", "3.5"};

}  // namespace

std::optional<Version> parse_version(std::string_view text) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<Version>(i);
  return std::nullopt;
}

std::string_view name(Version version) noexcept { return names[static_cast<std::size_t>(version)]; }

}  // namespace presad::tuya
