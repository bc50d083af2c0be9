#include "tasmota/moment.h"

#include <array>
#include <cstdio>

namespace presad::tasmota {

std::string render_utc(WallTime time) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(second - day);
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                 static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string render_local(WallTime time, UtcOffset utc_offset) { return render_utc(time + utc_offset(time)); }

std::string render_local(const Moment& moment) { return render_local(moment.now, moment.utc_offset); }

std::string render_uptime(std::chrono::seconds uptime) {
  const auto days = std::chrono::floor<std::chrono::days>(uptime);
  const std::chrono::hh_mm_ss clock(uptime - days);
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%lldT%02d:%02d:%02d", static_cast<long long>(days.count()),
                                 static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                 static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace presad::tasmota
