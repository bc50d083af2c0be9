#include "control/line_buffer.h"

#include <doctest/doctest.h>

using namespace presad;
using control::LineBuffer;

TEST_CASE("lines come out whole and in order, however the bytes came in") {
  LineBuffer lines(64);
  for (const char each : std::string_view("one\ntwo\nthr")) REQUIRE(lines.append({&each, 1}));
  CHECK(lines.has_line());
  CHECK(lines.take() == "one");
  CHECK(lines.take() == "two");
  CHECK_FALSE(lines.has_line());
  CHECK(lines.take() == std::nullopt);
  REQUIRE(lines.append("ee\n\n"));
  CHECK(lines.take() == "three");
  CHECK(lines.take() == "");
  CHECK(lines.empty());
}

TEST_CASE("more than the limit is not taken, and room is there again once a line is") {
  LineBuffer lines(8);
  REQUIRE(lines.append("1234\n"));
  CHECK(lines.room() == 3);
  CHECK_FALSE(lines.append("5678"));
  CHECK(lines.take() == "1234");
  CHECK(lines.append("5678"));
  CHECK(lines.append("9012"));
  CHECK(lines.room() == 0);
  CHECK(lines.take() == std::nullopt);
}
