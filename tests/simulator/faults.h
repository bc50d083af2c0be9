// Faults by name: what a plug does wrong when told to. Pure.
//
// Some are states that a plug wakes up in: cured by what their word names, or by the cloud, they are back at the next
// power-up. Any of them can be combined.
// Source: each row of the table names the section of lib/families/tuya/PROTOCOL.md it comes from.

#pragma once

#include <array>
#include <bitset>
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
  silent_refresh,
  refresh_drops,
  refresh_crashes,
  // what is said
  data_unvalid,
  undefined_relay,
  wrong_type,
  not_json,
  stale_meter,
  // whether it serves at all after a power-up
  mute,
  slow,
  cloud_locked,
};
inline constexpr std::size_t fault_count = 34;

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
  bool wake_up = false;     ///< struck by it anew at every power-up, and cured until the next one
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
  void set(const Fault& fault);
  void clear();

  /// This one does nothing until relapse().
  void cure(FaultKind kind) { cured_.set(static_cast<std::size_t>(kind)); }
  /// The same for every wake-up state that `remedy` ends: "refresh", "set" or "press".
  void cure(std::string_view remedy);
  /// The same for every wake-up state but those that last for ever.
  void cure_all();
  /// Power-up: what was cured is back.
  void relapse() { cured_.reset(); }

  bool has(FaultKind kind) const { return find(kind) != nullptr; }
  /// The fault if it is on and not cured, else nullptr.
  const Fault* find(FaultKind kind) const;

  /// "none", or the faults with spaces between; cured ones are among them.
  std::string render() const;

 private:
  std::array<std::optional<Fault>, fault_count> on_;
  std::bitset<fault_count> cured_;
};

}  // namespace presad::simulator
