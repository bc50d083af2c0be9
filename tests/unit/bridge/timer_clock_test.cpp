// When timers come: clock, sun, daylight saving both ways, a wall clock that jumps.

#include "bridge/timer_clock.h"

#include <doctest/doctest.h>

#include <set>

using namespace presad;
using namespace presad::bridge;
using namespace std::chrono_literals;
using std::chrono::seconds;
using std::chrono::sys_days;
using tasmota::Timer;
using tasmota::TimerMode;

namespace {

using Due = std::vector<std::size_t>;

constexpr std::uint8_t every_day = 0x7F;

WallTime at(int year, unsigned month, unsigned day, std::chrono::minutes time) {
  return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) + time;
}

/// Central Europe in 2026.
seconds rome_offset(WallTime time) {
  return time >= at(2026, 3, 29, 1h) && time < at(2026, 10, 25, 1h) ? seconds(2h) : seconds(1h);
}

struct House {
  tasmota::Timers timers;
  std::optional<tasmota::Location> place;
  TimerClock clock{seed_of("plug")};

  explicit House(const Timer& timer) {
    timers.enabled = true;
    timers.timer[0] = timer;
  }

  Due look(WallTime now, bool known = true) { return clock.look(timers, place, now, known, rome_offset); }

  /// Looks every minute of a span; the moments at which a timer came.
  std::vector<std::string> run(WallTime from, WallTime to) {
    std::vector<std::string> came;
    for (WallTime now = from; now <= to; now += 1min) {
      if (!look(now + 1ms).empty()) came.push_back(tasmota::render_local(now, rome_offset));
    }
    return came;
  }
};

Timer daily(int hour, int minute) {
  Timer timer;
  timer.enabled = true;
  timer.minutes = hour * 60 + minute;
  timer.days = every_day;
  timer.repeat = true;
  return timer;
}

using Moments = std::vector<std::string>;

}  // namespace

TEST_CASE("a timer comes at its minute, on its days") {
  Timer timer = daily(7, 30);
  timer.days = 0b0000010;  // Mondays
  House house(timer);
  // 6 July 2026 is a Monday.
  CHECK(house.run(at(2026, 7, 4, 0h), at(2026, 7, 14, 0h)) == Moments{"2026-07-06T07:30:00", "2026-07-13T07:30:00"});
}

TEST_CASE("a timer that is off does not come, nor any while Timers is OFF") {
  House house(daily(7, 30));
  house.timers.timer[0].enabled = false;
  CHECK(house.run(at(2026, 7, 4, 0h), at(2026, 7, 5, 0h)).empty());
  house.timers.timer[0].enabled = true;
  house.timers.enabled = false;
  CHECK(house.run(at(2026, 7, 5, 0h), at(2026, 7, 6, 0h)).empty());
}

TEST_CASE("an hour that is skipped in spring is over at once, one that comes twice counts once") {
  House house(daily(2, 30));
  CHECK(house.run(at(2026, 3, 27, 22h), at(2026, 3, 30, 22h)) ==
        Moments{"2026-03-28T02:30:00", "2026-03-29T03:00:00", "2026-03-30T02:30:00"});
  CHECK(house.run(at(2026, 10, 23, 22h), at(2026, 10, 26, 22h)) ==
        Moments{"2026-10-24T02:30:00", "2026-10-25T02:30:00", "2026-10-26T02:30:00"});
}

TEST_CASE("nothing comes before the time is known, and what was missed is not made up for") {
  House house(daily(7, 30));
  CHECK(house.look(at(2026, 7, 4, 5h + 29min), false).empty());
  CHECK(house.look(at(2026, 7, 4, 5h + 30min), false).empty());
  CHECK(house.look(at(2026, 7, 4, 5h + 31min)).empty());
  CHECK(house.look(at(2026, 7, 5, 5h + 29min)).empty());
  CHECK(house.look(at(2026, 7, 5, 8h)).empty());  // the machine slept
  CHECK(house.run(at(2026, 7, 5, 8h), at(2026, 7, 6, 8h)) == Moments{"2026-07-06T07:30:00"});
}

TEST_CASE("the minute in which presad starts belongs to the run before") {
  House house(daily(7, 30));
  CHECK(house.look(at(2026, 7, 4, 5h + 30min) + 2s).empty());
  CHECK(house.look(at(2026, 7, 4, 5h + 31min)).empty());
}

TEST_CASE("a look that is late for a busy machine still finds it") {
  House house(daily(7, 30));
  house.look(at(2026, 7, 4, 5h + 29min));
  CHECK(house.look(at(2026, 7, 4, 5h + 30min) + 40s) == Due{0});
}

TEST_CASE("a clock that is set back brings nothing twice, one that was wrong by more counts anew") {
  House house(daily(7, 30));
  house.look(at(2026, 7, 4, 5h + 29min));
  CHECK(house.look(at(2026, 7, 4, 5h + 30min)) == Due{0});
  CHECK(house.run(at(2026, 7, 4, 5h), at(2026, 7, 4, 6h)).empty());
  house.look(at(2036, 1, 1, 6h + 29min));
  CHECK(house.look(at(2036, 1, 1, 6h + 30min)) == Due{0});
  CHECK(house.run(at(2026, 7, 5, 5h), at(2026, 7, 5, 6h)) == Moments{"2026-07-05T07:30:00"});
}

TEST_CASE("a clock that is set ahead within two minutes skips nothing") {
  House house(daily(7, 30));
  house.look(at(2026, 7, 4, 5h + 29min));
  CHECK(house.look(at(2026, 7, 4, 5h + 31min)) == Due{0});
}

TEST_CASE("a timer that is changed may come again today") {
  House house(daily(7, 30));
  house.look(at(2026, 7, 4, 5h + 29min));
  CHECK(house.look(at(2026, 7, 4, 5h + 30min)) == Due{0});
  house.timers.timer[0].minutes += 10;
  CHECK(house.look(at(2026, 7, 4, 5h + 40min)).empty());
  house.timers.timer[0].minutes += 10;
  house.clock.forget(0);
  house.look(at(2026, 7, 4, 5h + 49min));
  CHECK(house.look(at(2026, 7, 4, 5h + 50min)) == Due{0});
}

TEST_CASE("a window strays as far as it says, every day otherwise, and never off its day") {
  Timer timer = daily(0, 5);
  timer.window = 15;
  House house(timer);
  const Moments moments = house.run(at(2026, 6, 1, 0h), at(2026, 7, 10, 0h));
  CHECK(moments.size() == 39);
  std::set<std::string> times;
  for (const std::string& moment : moments) times.insert(moment.substr(11));
  CHECK(times.size() > 8);
  CHECK(*times.begin() >= "00:00:00");
  CHECK(*times.rbegin() <= "00:20:00");
  House again(timer);
  CHECK(again.run(at(2026, 6, 1, 0h), at(2026, 7, 10, 0h)) == moments);  // after a restart too
}

TEST_CASE("a timer by the sun comes with it, so much before or after") {
  Timer timer = daily(0, 0);
  timer.mode = TimerMode::sunset;
  House house(timer);
  CHECK(house.run(at(2026, 6, 21, 0h), at(2026, 6, 22, 0h)).empty());  // nobody knows where
  house.place = tasmota::Location{41.893, 12.483};
  Moments moments = house.run(at(2026, 6, 22, 0h), at(2026, 6, 22, 22h));
  REQUIRE(moments.size() == 1);
  CHECK(moments[0].starts_with("2026-06-22T20:4"));
  house.timers.timer[0].minutes = 720 + 90;  // -1:30
  house.clock.forget(0);
  moments = house.run(at(2026, 6, 23, 0h), at(2026, 6, 23, 22h));
  REQUIRE(moments.size() == 1);
  CHECK(moments[0].starts_with("2026-06-23T19:1"));
  house.timers.timer[0].minutes = 300;     // 5 h after: past midnight, and still the day's before
  house.timers.timer[0].days = 0b0001000;  // Wednesdays
  house.clock.forget(0);
  moments = house.run(at(2026, 6, 24, 0h), at(2026, 6, 26, 0h));
  REQUIRE(moments.size() == 1);
  CHECK(moments[0].starts_with("2026-06-25T01:4"));
}

TEST_CASE("the next look is at the next whole minute") {
  CHECK(TimerClock::until_next_look(at(2026, 7, 4, 5h)) == 1min);
  CHECK(TimerClock::until_next_look(at(2026, 7, 4, 5h) + 59s + 999ms) == 1ms);
}
