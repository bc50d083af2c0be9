// Relays on their way: due, repeated, given up, dropped.

#include "families/tuya/restore.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

namespace {
constexpr Timestamp noon{12h};
}

TEST_CASE("a target is handed out when it is due, and once") {
  Restore restore;
  restore.want(1, true, noon + 2s);
  CHECK(restore.deadline() == noon + 2s);
  CHECK_FALSE(restore.take(noon + 1s));
  const auto target = restore.take(noon + 2s);
  REQUIRE(target);
  CHECK(target->relay == 1);
  CHECK(target->on);
  CHECK(restore.sent(1));
  CHECK_FALSE(restore.take(noon + 3s));
  CHECK(restore.deadline() == never);
}

TEST_CASE("what does not follow is repeated after 2, 5 and 10 seconds, then given up but for once a minute") {
  Restore restore;
  restore.want(0, true, noon);
  Timestamp now = noon;
  for (const Duration pause : {Duration(2s), Duration(5s), Duration(10s), Duration(60s), Duration(60s)}) {
    REQUIRE(restore.take(now));
    CHECK(restore.on_failed(0, now) == (pause < 60s));
    CHECK(restore.deadline() == now + pause);
    now += pause;
  }
}

TEST_CASE("once means once, then once a minute") {
  Restore restore;
  restore.want(0, true, noon, true);
  restore.take(noon);
  CHECK_FALSE(restore.on_failed(0, noon));
  CHECK(restore.deadline() == noon + 60s);
}

TEST_CASE("a dropped relay is left alone, also when its answer comes") {
  Restore restore;
  restore.want(0, true, noon);
  restore.take(noon);
  restore.drop(0);
  CHECK_FALSE(restore.wants(0));
  CHECK(restore.on_failed(0, noon));
  CHECK(restore.empty());
}

TEST_CASE("the same target wanted again keeps its place, another one replaces it") {
  Restore restore;
  restore.want(0, true, noon);
  restore.take(noon);
  restore.want(0, true, noon + 1s);
  CHECK(restore.sent(0));
  restore.want(0, false, noon + 1s);
  CHECK_FALSE(restore.sent(0));
  CHECK_FALSE(restore.goal(0));
}
