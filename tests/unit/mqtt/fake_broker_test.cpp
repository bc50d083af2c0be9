#include "support/fake_broker.h"

#include <doctest/doctest.h>

using presad::testing::matches;

TEST_CASE("topic filters match as MQTT says") {
  CHECK(matches("cmnd/+/#", "cmnd/plug/POWER"));
  CHECK(matches("cmnd/+/#", "cmnd/plug/a/b"));
  CHECK(matches("cmnd/+/#", "cmnd/plug"));
  CHECK(matches("#", "a/b"));
  CHECK(matches("a/+/c", "a//c"));
  CHECK(matches("a", "a"));
  CHECK_FALSE(matches("cmnd/+/#", "cmnd"));
  CHECK_FALSE(matches("cmnd/+/#", "stat/plug/POWER"));
  CHECK_FALSE(matches("a/+", "a/b/c"));
  CHECK_FALSE(matches("a/+/c", "a/b"));
  CHECK_FALSE(matches("a", "a/b"));
  CHECK_FALSE(matches("#", "$SYS/broker/version"));
}
