// EnergyTotal, EnergyToday, EnergyYesterday: counters asked for and corrected. Source: DIALECT.md, 6.
//
// Stricter than the firmware, which makes 0 of what it cannot read and so would take a slip for a reset.

#include <algorithm>
#include <limits>

#include "tasmota/energy.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

constexpr std::int64_t most_wh = 1'000'000'000;  // 16 A without a pause for thirty years
/// Seconds since 1970. What is before 2016 the firmware takes for a clock that is not set; 2106 is its type's end.
constexpr std::int64_t earliest = 1'451'602'800;
constexpr std::int64_t latest = std::numeric_limits<std::uint32_t>::max();

/// The next of the parts that commas and blanks separate; empty when there is none.
std::string_view take_part(std::string_view& rest) {
  constexpr std::string_view separators = ", ";
  rest.remove_prefix(std::min(rest.find_first_not_of(separators), rest.size()));
  const std::string_view part = rest.substr(0, rest.find_first_of(separators));
  rest.remove_prefix(part.size());
  return part;
}

/// A number from `lowest` to `highest`, read as all of Tasmota's.
std::optional<std::int64_t> read_within(std::string_view part, std::int64_t lowest, std::int64_t highest) {
  const auto number = leading_integer(part);
  return number && *number >= lowest && *number <= highest ? number : std::nullopt;
}

/// "137402" or "137402,1736000000"; further parts are ignored, as in the firmware.
std::optional<EnergyCorrection> read_correction(std::string_view text) {
  EnergyCorrection correction;
  const auto energy = read_within(take_part(text), 0, most_wh);
  if (!energy) return std::nullopt;
  correction.energy_wh = static_cast<double>(*energy);
  if (const std::string_view epoch = take_part(text); !epoch.empty()) {
    const auto since = read_within(epoch, earliest, latest);
    if (!since) return std::nullopt;
    correction.since = WallTime(std::chrono::seconds(*since));
  }
  return correction;
}

void handle_counter(Request& request, EnergyCounter counter) {
  const EnergyTotals* const totals = request.view.energy;
  // A meter that has not measured yet has no account, and plugs have one phase.
  if (totals == nullptr || request.word.index != 1) return refuse(request);
  if (request.payload.is_query())
    return answer(request, render_counters(request.row.word, *totals, request.view.options));
  auto correction = read_correction(request.payload.text);
  if (!correction) return refuse(request);
  correction->counter = counter;
  correction->key = request.row.word;
  correction->silent = request.word.silent;
  request.reply.correction = correction;
  request.reply.outcome = Outcome::confirmed;
}

}  // namespace

void handle_energy_total(Request& request) { handle_counter(request, EnergyCounter::total); }

void handle_energy_today(Request& request) { handle_counter(request, EnergyCounter::today); }

void handle_energy_yesterday(Request& request) { handle_counter(request, EnergyCounter::yesterday); }

}  // namespace presad::tasmota
