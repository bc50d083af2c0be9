#include "tasmota/time_zone.h"

#include <array>
#include <cstdio>

namespace presad::tasmota {

namespace {

using std::chrono::seconds;

/// The second from which on the offset is that of `after`; it changes once between the two.
WallTime find_change(UtcOffset utc_offset, WallTime before, WallTime after) {
  const seconds then = utc_offset(before);
  while (after - before > seconds(1)) {
    const WallTime middle = before + std::chrono::floor<seconds>((after - before) / 2);
    (utc_offset(middle) == then ? before : after) = middle;
  }
  return after;
}

}  // namespace

ClockChanges find_clock_changes(const Moment& moment) {
  const std::chrono::year year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(moment.now)).year();
  const WallTime end = std::chrono::sys_days((year + std::chrono::years(1)) / 1 / 1);
  ClockChanges changes;
  for (WallTime day = std::chrono::sys_days(year / 1 / 1); day < end; day += std::chrono::days(1)) {
    const WallTime next = day + std::chrono::days(1);
    const seconds change = moment.utc_offset(next) - moment.utc_offset(day);
    if (change > seconds(0)) changes.forward = find_change(moment.utc_offset, day, next);
    if (change < seconds(0)) changes.back = find_change(moment.utc_offset, day, next);
  }
  return changes;
}

void write_time_zone(JsonWriter& json, const Moment& moment) {
  constexpr int by_rules = 99;
  if (find_clock_changes(moment).forward) {
    json.integer(by_rules);
    return;
  }
  const seconds offset = moment.utc_offset(moment.now);
  const std::chrono::hh_mm_ss clock(std::chrono::abs(offset));
  std::array<char, 16> text{};
  const int size =
      std::snprintf(text.data(), text.size(), "%c%02d:%02d", offset < seconds(0) ? '-' : '+',
                    static_cast<int>(clock.hours().count() % 100), static_cast<int>(clock.minutes().count()));
  json.string({text.data(), static_cast<std::size_t>(size)});
}

}  // namespace presad::tasmota
