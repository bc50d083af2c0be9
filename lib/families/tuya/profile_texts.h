// The files of profiles/ as they were when the program was built. Pure.

#pragma once

#include <span>
#include <string_view>

namespace presad::tuya {

struct ProfileText {
  std::string_view name;  ///< the file's, without its ending
  std::string_view text;
};

/// By name.
std::span<const ProfileText> profile_texts() noexcept;

}  // namespace presad::tuya
