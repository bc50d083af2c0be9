// A subject that repeats itself for ever is cut short, and what it would have said is counted.

#include "base/line_limit.h"

#include <doctest/doctest.h>

using namespace presad;

TEST_CASE("a subject has so many lines in a window, and what was left out is told ahead of the next one") {
  LineLimit limit;
  Timestamp now{};
  for (unsigned line = 0; line < LineLimit::most_lines; ++line) CHECK(limit.on_line("plug", now).write);
  for (int more = 0; more < 7; ++more) CHECK_FALSE(limit.on_line("plug", now).write);
  CHECK(limit.on_line("lamp", now).write);  // nobody else is cut
  now += LineLimit::window;
  const LineLimit::Verdict next = limit.on_line("plug", now);
  CHECK(next.write);
  CHECK(next.left_out == 7);
  CHECK(limit.on_line("plug", now).left_out == 0);
}

TEST_CASE("what is told is not told again, and a quiet window leaves nothing out") {
  LineLimit limit;
  Timestamp now{};
  CHECK(limit.on_line("plug", now).left_out == 0);
  now += 2 * LineLimit::window;
  CHECK(limit.on_line("plug", now).left_out == 0);
}

TEST_CASE("however many subjects there are, the memory of them is bounded, and the old ones make room") {
  LineLimit limit;
  Timestamp now{};
  for (std::size_t i = 0; i < LineLimit::most_subjects; ++i) limit.on_line(std::to_string(i), now);
  for (unsigned line = 0; line < 2 * LineLimit::most_lines; ++line) CHECK(limit.on_line("late", now).write);
  now += LineLimit::window;
  for (unsigned line = 0; line < LineLimit::most_lines; ++line) CHECK(limit.on_line("late", now).write);
  CHECK_FALSE(limit.on_line("late", now).write);
}
