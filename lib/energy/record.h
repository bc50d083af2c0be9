// What a ledger keeps over restarts, and its text in the store. Pure.
//
// The text is one line of names and whole numbers in a fixed order, about 300 bytes and at most 700; it begins with the
// number of its form. Every byte of it is checked: a text that is not exactly what render_record() writes is no record.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "energy/day_counter.h"

namespace presad::energy {

struct Record {
  std::optional<std::int64_t> since;        ///< when counting began, seconds since 1970 (UTC); absent while unknown
  std::optional<std::int64_t> told;         ///< when the ledger last knew the time, likewise
  std::optional<std::int64_t> day;          ///< the local date of `counted.today`, days since 1970
  DayCounter counted;                       ///< what is shown
  bool counts_itself = false;               ///< the device's increments are the source, not its power
  DayCounter integrated;                    ///< from power, since the last increment
  std::int64_t flowing = 0;                 ///< microseconds in which power flowed unseen since the last increment
  std::int64_t gaps = 0;                    ///< microseconds in which nobody measured
  std::optional<std::int64_t> device_time;  ///< of the last increment

  friend bool operator==(const Record&, const Record&) = default;
};

/// Spans longer than that (3000 years) are cut to it.
inline constexpr std::int64_t longest_span = 100'000'000'000'000'000;

/// A device's clock in seconds, or thousandths.
inline constexpr std::int64_t latest_device_time = 1'000'000'000'000'000;

std::string render_record(const Record& record);

/// Errors: `malformed`, saying which number.
Result<Record> parse_record(std::string_view text);

}  // namespace presad::energy
