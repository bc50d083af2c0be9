// Sunrise and sunset against published times. Source of each: its comment; places as maps have them.

#include "tasmota/sun.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::tasmota;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::seconds;

namespace {

constexpr Location rome{41.893, 12.483};
constexpr Location reykjavik{64.147, -21.943};
constexpr Location sydney{-33.869, 151.209};
constexpr Location tromso{69.649, 18.956};

constexpr local_days date(int year, unsigned month, unsigned day) {
  return local_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}

seconds two_hours(WallTime) { return hours(2); }
seconds eleven_hours(WallTime) { return hours(11); }
seconds fourteen_hours(WallTime) { return hours(14); }

/// Whether the local clock shows `published` ("2018-06-21T05:34") within three minutes.
bool is_about(const std::optional<WallTime>& time, UtcOffset offset, const std::string& published) {
  if (!time) return false;
  for (int minute = -3; minute <= 3; ++minute) {
    if (render_local(*time + std::chrono::minutes(minute), offset).starts_with(published)) return true;
  }
  INFO("it is ", render_local(*time, offset));
  CHECK(false);
  return false;
}

}  // namespace

TEST_CASE("Rome, 21 June 2018 (meteo.it): 5:34 to 20:48") {
  CHECK(is_about(find_sun(rome, SunEvent::rise, date(2018, 6, 21), two_hours), two_hours, "2018-06-21T05:34"));
  CHECK(is_about(find_sun(rome, SunEvent::set, date(2018, 6, 21), two_hours), two_hours, "2018-06-21T20:48"));
}

TEST_CASE("Reykjavik, 22 December 2019 (Morgunbladid): 11:22 to 15:31") {
  CHECK(is_about(find_sun(reykjavik, SunEvent::rise, date(2019, 12, 22), no_utc_offset), no_utc_offset,
                 "2019-12-22T11:22"));
  CHECK(is_about(find_sun(reykjavik, SunEvent::set, date(2019, 12, 22), no_utc_offset), no_utc_offset,
                 "2019-12-22T15:31"));
}

TEST_CASE("Reykjavik, 21 June (Iceland Insider): from 2:55 to four minutes past midnight, which is still that day's") {
  CHECK(is_about(find_sun(reykjavik, SunEvent::rise, date(2023, 6, 21), no_utc_offset), no_utc_offset,
                 "2023-06-21T02:55"));
  CHECK(is_about(find_sun(reykjavik, SunEvent::set, date(2023, 6, 21), no_utc_offset), no_utc_offset,
                 "2023-06-22T00:04"));
}

TEST_CASE("Sydney, 22 December 2023 (Network 10): 5:41 to 20:06") {
  CHECK(is_about(find_sun(sydney, SunEvent::rise, date(2023, 12, 22), eleven_hours), eleven_hours, "2023-12-22T05:41"));
  CHECK(is_about(find_sun(sydney, SunEvent::set, date(2023, 12, 22), eleven_hours), eleven_hours, "2023-12-22T20:06"));
}

TEST_CASE("where the sun stays up, or down, there is neither") {
  CHECK_FALSE(find_sun(tromso, SunEvent::rise, date(2026, 6, 21), two_hours));
  CHECK_FALSE(find_sun(tromso, SunEvent::set, date(2026, 12, 21), two_hours));
  CHECK_FALSE(find_sun({90, 0}, SunEvent::rise, date(2026, 3, 1), no_utc_offset));
  CHECK(find_sun(tromso, SunEvent::rise, date(2026, 3, 21), two_hours));
}

TEST_CASE("a date is the local one, on both sides of the date line") {
  const Location kiritimati{1.872, -157.43};
  const auto rise = find_sun(kiritimati, SunEvent::rise, date(2026, 3, 21), fourteen_hours);
  REQUIRE(rise);
  CHECK(local_date(*rise, fourteen_hours) == date(2026, 3, 21));
  CHECK(render_utc(*rise).starts_with("2026-03-20T16:"));
}
