// What a shell needs to complete presa's command line, made of what the verbs declare. Pure.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command_line.h"

namespace presad::cli {

inline constexpr std::string_view shells = "bash|zsh|fish";

/// The script for one of `shells`; empty for any other word. Topics are asked for with `presa completion --topics`.
std::string render_completion(std::string_view shell, std::span<const Verb> verbs);

}  // namespace presad::cli
