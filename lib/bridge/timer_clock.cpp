#include "bridge/timer_clock.h"

#include <algorithm>
#include <cstdlib>

namespace presad::bridge {

namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::seconds;
using tasmota::UtcOffset;

/// A look that comes this late was a busy machine; later than that time was missed.
constexpr Duration patience = minutes(2);
/// A clock that is set back further was wrong before, and what came by it did not come.
constexpr Duration believable = std::chrono::hours(24);
constexpr int last_minute = 1439;

constexpr std::uint32_t fnv_basis = 2166136261U;
constexpr std::uint32_t fnv_prime = 16777619U;

/// The moment at which local clocks first show `local` or later: the hour that is skipped in spring is over at once,
/// and the hour that comes twice in autumn counts the first time.
WallTime first_moment(WallTime local, UtcOffset utc_offset) {
  // Offsets before and after a change near by; the wider one is the earlier moment.
  const seconds before = utc_offset(local - days(1));
  const seconds after = utc_offset(local + days(1));
  const WallTime early = local - std::max(before, after);
  const WallTime late = local - std::min(before, after);
  if (early + utc_offset(early) == local) return early;
  if (late + utc_offset(late) == local) return late;
  WallTime low = early;  // the clock is behind here, and ahead at `late`
  WallTime high = late;
  while (high - low > seconds(1)) {
    const WallTime middle = low + std::chrono::floor<seconds>((high - low) / 2);
    (middle + utc_offset(middle) < local ? low : high) = middle;
  }
  return high;
}

}  // namespace

std::vector<std::size_t> TimerClock::look(const tasmota::Timers& timers, const std::optional<tasmota::Location>& place,
                                          WallTime now, bool known, UtcOffset utc_offset) {
  std::vector<std::size_t> found;
  if (!known) {
    looked_.reset();
    return found;
  }
  const std::optional<WallTime> before = looked_;
  looked_ = now;
  if (!before) return found;  // the minute in which presad started may have been dealt with by the run before
  if (*before - now > believable) came_ = {};
  const WallTime since = now - *before > patience || now < *before ? now - minutes(1) : *before;
  if (!timers.enabled) return found;
  const local_days today = tasmota::local_date(now, utc_offset);
  for (std::size_t i = 0; i < timers.timer.size(); ++i) {
    const tasmota::Timer& timer = timers.timer[i];
    if (!timer.enabled) continue;
    for (const local_days date : {today - days(1), today, today + days(1)}) {
      const auto& came = (*came_)[i];
      if (came && date <= *came) continue;
      const auto moment = due(timer, i, date, place, utc_offset);
      if (!moment || *moment <= since || *moment > now) continue;
      came_.own()[i] = date;
      found.push_back(i);
      break;
    }
  }
  return found;
}

Duration TimerClock::until_next_look(WallTime now) { return std::chrono::floor<minutes>(now) + minutes(1) - now; }

std::optional<WallTime> TimerClock::due(const tasmota::Timer& timer, std::size_t index, local_days date,
                                        const std::optional<tasmota::Location>& place, UtcOffset utc_offset) const {
  if ((timer.days >> std::chrono::weekday(date).c_encoding() & 1U) == 0) return std::nullopt;
  const int off = stray(timer.window, index, date);
  switch (timer.mode) {
    case tasmota::TimerMode::clock:
    case tasmota::TimerMode::none: {
      // It stays on its day, as the firmware has it.
      int minute = timer.minutes + off;
      if (minute < 0) minute = std::abs(off);
      if (minute > last_minute) minute = timer.minutes - std::abs(off);
      return first_moment(WallTime(date.time_since_epoch()) + minutes(minute), utc_offset);
    }
    case tasmota::TimerMode::sunrise:
    case tasmota::TimerMode::sunset: {
      if (!place) return std::nullopt;
      const auto event = timer.mode == tasmota::TimerMode::sunrise ? tasmota::SunEvent::rise : tasmota::SunEvent::set;
      const auto sun = tasmota::find_sun(*place, event, date, utc_offset);
      if (!sun) return std::nullopt;
      return std::chrono::floor<minutes>(*sun) + minutes(timer.sun_offset() + off);
    }
  }
  return std::nullopt;
}

/// Minutes within the window, the same whenever it is asked for one date.
int TimerClock::stray(int window, std::size_t index, local_days date) const {
  if (window == 0) return 0;
  std::uint32_t hash = seed_;
  for (const auto part :
       {static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(date.time_since_epoch().count())}) {
    for (unsigned shift = 0; shift < 32; shift += 8) hash = (hash ^ (part >> shift & 0xFFU)) * fnv_prime;
  }
  hash ^= hash >> 16U;
  return static_cast<int>(hash % static_cast<std::uint32_t>(2 * window + 1)) - window;
}

std::uint32_t seed_of(const std::string& text) {
  std::uint32_t hash = fnv_basis;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * fnv_prime;
  return hash;
}

}  // namespace presad::bridge
