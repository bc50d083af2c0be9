// Source: DIALECT.md, 5.

#include "tasmota/moment.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tasmota;
using namespace std::chrono_literals;

namespace {

const WallTime morning = std::chrono::sys_days{std::chrono::year{2026} / 8 / 19} + 9h + 30min + 18s + 999ms;

}  // namespace

TEST_CASE("tasmota 5: Time is local, ISO 8601, without zone") {
  CHECK(render_local({morning, [](WallTime) -> std::chrono::seconds { return 2h; }, 0s}) == "2026-08-19T11:30:18");
  CHECK(render_local({morning, [](WallTime) -> std::chrono::seconds { return -10h; }, 0s}) == "2026-08-18T23:30:18");
  CHECK(render_local({morning, [](WallTime) -> std::chrono::seconds { return 5h + 45min; }, 0s}) ==
        "2026-08-19T15:15:18");
  CHECK(render_utc(morning) == "2026-08-19T09:30:18");
}

TEST_CASE("a time of last winter is shown with last winter's offset") {
  const auto summer_from_april = [](WallTime time) -> std::chrono::seconds {
    return time < std::chrono::sys_days{std::chrono::year{2026} / 4 / 1} ? 1h : 2h;
  };
  CHECK(render_local(morning, summer_from_april) == "2026-08-19T11:30:18");
  CHECK(render_local(morning - 24h * 200, summer_from_april) == "2026-01-31T10:30:18");
}

TEST_CASE("years before the epoch and leap days are written right") {
  CHECK(render_utc(WallTime{}) == "1970-01-01T00:00:00");
  CHECK(render_utc(WallTime{-1s}) == "1969-12-31T23:59:59");
  CHECK(render_utc(std::chrono::sys_days{std::chrono::year{2028} / 2 / 28} + 24h) == "2028-02-29T00:00:00");
}

TEST_CASE("tasmota 5: Uptime has unpadded days") {
  CHECK(render_uptime(0s) == "0T00:00:00");
  CHECK(render_uptime(273906s) == "3T04:05:06");
  CHECK(render_uptime(24h * 1000 + 59s) == "1000T00:00:59");
}
