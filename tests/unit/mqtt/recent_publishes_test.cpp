#include "mqtt/recent_publishes.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::mqtt;
using namespace std::chrono_literals;

TEST_CASE("an echo of what was just published is recognised, another message is not") {
  RecentPublishes recent;
  const Timestamp now{1h};
  recent.note("tele/a/LWT", "Online", now);
  CHECK_FALSE(recent.take("tele/a/LWT", "Offline", now));
  CHECK_FALSE(recent.take("tele/b/LWT", "Online", now));
  CHECK(recent.take("tele/a/LWT", "Online", now + 20ms));
}

TEST_CASE("one publish has one echo: the same words again are somebody else's") {
  RecentPublishes recent;
  const Timestamp now{1h};
  recent.note("cmnd/a/POWER", "TOGGLE", now);
  CHECK(recent.take("cmnd/a/POWER", "TOGGLE", now));
  CHECK_FALSE(recent.take("cmnd/a/POWER", "TOGGLE", now));
}

TEST_CASE("the same message published twice has two echoes") {
  RecentPublishes recent;
  const Timestamp now{1h};
  recent.note("a", "1", now);
  recent.note("a", "1", now + 1s);
  CHECK(recent.take("a", "1", now + 2s));
  CHECK(recent.take("a", "1", now + 2s));
  CHECK_FALSE(recent.take("a", "1", now + 2s));
}

TEST_CASE("after five seconds a publish is forgotten, and no earlier") {
  RecentPublishes recent;
  const Timestamp now{1h};
  recent.note("a", "1", now);
  recent.note("b", "1", now);
  CHECK(recent.take("a", "1", now + 5s));
  CHECK_FALSE(recent.take("b", "1", now + 5s + 1us));
  CHECK(recent.size() == 0);
}

TEST_CASE("an echo that never came does not take a later publish's place") {
  RecentPublishes recent;
  const Timestamp now{1h};
  recent.note("a", "1", now);
  recent.note("a", "1", now + 4s);
  CHECK(recent.take("a", "1", now + 8s));  // the second; the first is too old
  CHECK_FALSE(recent.take("a", "1", now + 8s));
}

TEST_CASE("the table is bounded: the oldest go first") {
  RecentPublishes recent;
  const Timestamp now{1h};
  for (std::size_t i = 0; i <= RecentPublishes::most_remembered; ++i) recent.note("t", std::to_string(i), now);
  CHECK(recent.size() == RecentPublishes::most_remembered);
  CHECK_FALSE(recent.take("t", "0", now));
  CHECK(recent.take("t", "1", now));
  CHECK(recent.take("t", std::to_string(RecentPublishes::most_remembered), now));
}

TEST_CASE("topic and payload do not run into each other") {
  RecentPublishes recent;
  const Timestamp now{1h};
  recent.note("ab", "c", now);
  CHECK_FALSE(recent.take("a", "bc", now));
  CHECK_FALSE(recent.take("c", "ab", now));
}
