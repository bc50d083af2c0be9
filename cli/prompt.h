// Questions to a person at the terminal; what is secret is typed unseen. Blocking. Asked on standard error, so that
// what a verb prints stays clean.

#pragma once

#include <optional>
#include <string>

#include "base/secret.h"

namespace presad::cli {

/// Whether somebody sits at standard input.
bool at_terminal() noexcept;

/// One line without its end and without blanks around it, at most 4095 bytes; nothing at the end of input.
std::optional<std::string> ask_line(const std::string& question);

/// The same, unseen. The terminal shows again what is typed when this returns, and also when a signal ends the program
/// meanwhile.
std::optional<SecretText> ask_secret(const std::string& question);

}  // namespace presad::cli
