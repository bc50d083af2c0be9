#include "energy/ledger_time.h"

namespace presad::energy {

namespace {

std::chrono::local_time<Duration> local_time(const LedgerTime& time) noexcept {
  return std::chrono::local_time<Duration>(time.wall_time.time_since_epoch() + time.utc_offset);
}

}  // namespace

bool date_known(const LedgerTime& time) noexcept {
  constexpr std::chrono::hours furthest_zone(26);
  return time.wall_time_known && time.wall_time >= earliest_time && time.wall_time <= latest_time &&
         time.utc_offset >= -furthest_zone && time.utc_offset <= furthest_zone;
}

std::chrono::local_days local_day(const LedgerTime& time) noexcept {
  return std::chrono::floor<std::chrono::days>(local_time(time));
}

WallTime local_midnight(const LedgerTime& time) noexcept {
  return time.wall_time - (local_time(time) - local_day(time));
}

Timestamp begin_of(std::chrono::local_days day, const LedgerTime& time) noexcept {
  return time.now + (day - local_time(time));
}

}  // namespace presad::energy
