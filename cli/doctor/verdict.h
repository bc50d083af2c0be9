// Everything that `presa doctor` can say, each with a name of its own, how bad it is, and what to do next. Pure.
//
// The table is the one place: the programs' output, the exit status and docs/doctor.md come from it. What cannot be
// told apart on the wire shares one verdict.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace presad::cli {

/// In the order of the exit status.
enum class Severity : std::uint8_t {
  well,    ///< nothing to do
  notice,  ///< works, and somebody should know
  ill,     ///< does not work
};
inline constexpr std::array every_severity{Severity::well, Severity::notice, Severity::ill};

/// "well", "notice", "ill"
std::string_view name(Severity severity) noexcept;

struct Verdict {
  std::string_view name;  ///< "turned_away"; for scripts, never changed
  Severity severity = Severity::well;
  std::string_view meaning;  ///< one sentence, without a full stop
  std::string_view next;     ///< what to do; empty: nothing
};

/// Of this machine and its inventory, then of the broker, then of devices.
std::span<const Verdict> verdicts() noexcept;

/// The verdict of that name, which must be one of the table.
const Verdict& verdict(std::string_view name) noexcept;

}  // namespace presad::cli
