// Faults by name: what a plug does wrong when told to. Pure.
// Source: each row of the table names the section of lib/families/tuya/PROTOCOL.md it comes from.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace presad::simulator {

enum class FaultKind : std::uint8_t {
  // the bytes
  split,
  merge,
  garbage_before,
  garbage_between,
  bad_crc,
  absurd_length,
  cut_after,
  late,
  // the connection
  silent,
  half_dead,
  slot_taken,
  accept_reset,
  refuse,
  // answers and pushes
  no_answer,
  ack_only,
  no_ack,
  silent_set,
  refuse_set,
  push_first,
  push_between,
  mute_push,
  duplicate_push,
  wrong_sequence,
  // what is said
  data_unvalid,
  undefined_relay,
  wrong_type,
  not_json,
  stale_meter,
};
inline constexpr std::size_t fault_count = 28;

/// What stands behind the `=`.
enum class FaultArgument : std::uint8_t { none, count, duration, word };

/// One row of the table.
struct FaultRow {
  FaultKind kind;
  std::string_view name;
  FaultArgument argument;
  std::string_view usual;   ///< the value when none is given; for words: those allowed, the usual one first, with |
  std::string_view does;    ///< one line for a person
  std::string_view source;  ///< section of PROTOCOL.md
};

/// All of them, in the order of FaultKind.
std::span<const FaultRow> fault_table() noexcept;

/// A fault with its argument: `count`, `duration` or `word`, as its row says.
struct Fault {
  FaultKind kind{};
  unsigned count = 0;
  bool frames = false;  ///< of cut-after: `count` is frames and not bytes
  Duration duration{0};
  std::string_view word;  ///< one of the row's words; lives as long as the program
};

/// "700ms", "3s"; nothing when it is neither.
std::optional<Duration> parse_duration(std::string_view text);

/// "late=700ms", "half-dead", "cut-after=3frames". Durations end in ms or s.
/// Errors: `bad_config`, with the nearest name.
Result<Fault> parse_fault(std::string_view text);

/// "late=700ms"
std::string render_fault(const Fault& fault);

/// The faults that are on.
class Faults {
 public:
  void set(const Fault& fault) { on_[static_cast<std::size_t>(fault.kind)] = fault; }
  void clear() { on_ = {}; }
  bool has(FaultKind kind) const { return find(kind) != nullptr; }

  /// The fault if it is on, else nullptr.
  const Fault* find(FaultKind kind) const {
    const auto& place = on_[static_cast<std::size_t>(kind)];
    return place ? &*place : nullptr;
  }

  /// "none", or the faults with spaces between.
  std::string render() const;

 private:
  std::array<std::optional<Fault>, fault_count> on_;
};

}  // namespace presad::simulator
