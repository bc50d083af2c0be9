// What an answer to a command says, as an exit status. Pure. Source: docs/outcomes.md; DIALECT.md, 3 and 10.

#pragma once

#include <string_view>

namespace presad::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_not_done = 1;
inline constexpr int exit_no_answer = 3;
inline constexpr int exit_no_broker = 4;

/// `exit_not_done` for {"Command":…}: Unknown, Error, Unconfirmed, Offline and Superseded are spelt so, and nothing
/// that was done is. `exit_done` for all else.
int status_of_answer(std::string_view payload);

/// Whether answers to commands come on this last level: RESULT, STATUS, STATUS10.
bool is_answer_level(std::string_view last_level) noexcept;

/// Whether `word` can be a command: ASCII letters, digits and '_', at most 64 of them.
bool is_command(std::string_view word) noexcept;

}  // namespace presad::cli
