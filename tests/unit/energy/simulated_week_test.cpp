// A week whose energy is known, with a day of 23 hours, a day of 25, a plug that goes away and a presad that is killed:
// the account is off by no more than what is said here.
//
// Of what could be heard, the account is off by at most the load's variation times the time between two readings, and
// for each time that nobody listened by what the last reading said until the silence was noticed. From increments: by
// one increment for each such time. What nobody heard is missing and a gap.

#include <doctest/doctest.h>

#include <cmath>

#include "unit/energy/week.h"

using namespace presad;
using presad::testing::KnownLoad;
using presad::testing::Span;
using presad::testing::Week;

namespace {

double reading_error_wh(const Week& week, Span span) {
  return KnownLoad::reading_error_wh(span.second - span.first, Week::reading_interval) +
         static_cast<double>(week.blind_spans(span)) * KnownLoad::highest_w * Week::silence / Week::hour;
}

/// One more for the increment that is still to come.
double increment_error_wh(const Week& week, Span span) {
  constexpr double largest_wh = KnownLoad::highest_w * (Week::increment_interval + Week::silence) / Week::hour;
  return static_cast<double>(week.blind_spans(span) + 1) * largest_wh;
}

template <class Bound>
void check(const Week& week, Bound bound) {
  CHECK_FALSE(week.fell);
  const Span whole(0, week.end);
  CAPTURE(bound(week, whole));
  CHECK(std::abs(week.totals().total_wh - week.heard_wh(whole)) <= bound(week, whole));

  REQUIRE(week.yesterdays.size() == 7);
  for (int number = 1; number <= 7; ++number) {
    const Span day(Week::midnight(number - 1), Week::midnight(number));
    CAPTURE(number);
    CAPTURE(week.heard_wh(day));
    CHECK(std::abs(week.yesterdays[static_cast<std::size_t>(number - 1)] - week.heard_wh(day)) <= bound(week, day));
  }
  const double gaps = std::chrono::duration<double>(week.totals().gaps).count();
  // A span begins up to a second before the whole second that was saved; the first one began before the account.
  CHECK(std::abs(gaps - week.blind_seconds()) <= static_cast<double>(week.blind_spans(whole)) + Week::reading_interval);
}

}  // namespace

TEST_CASE("a week integrated from power is off by no more than the readings are") {
  Week week(false);
  week.run();
  REQUIRE(week.kills > 20);
  check(week, reading_error_wh);
  CHECK(reading_error_wh(week, {0, week.end}) < 0.02 * week.heard_wh({0, week.end}));
}

TEST_CASE("a week of increments, many of them told twice, counts none twice and misses those that nobody heard") {
  Week week(true);
  week.run();
  REQUIRE(week.kills > 20);
  REQUIRE(week.replays > 200);
  check(week, increment_error_wh);
  // What was integrated before the first increment may be too much by its readings; all else is the plug's own count.
  const double before_the_first = KnownLoad::reading_error_wh(Week::increment_interval, Week::reading_interval);
  CHECK(week.totals().total_wh - week.increments_wh() >= -1e-6);
  CHECK(week.totals().total_wh - week.increments_wh() <= before_the_first);
  CHECK(week.totals().total_wh <= KnownLoad::energy_wh(week.end) + before_the_first);
}
