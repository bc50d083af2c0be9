// Two names for a broker may be one broker, unless both are numbers and differ.

#include "bridge/same_broker.h"

#include <doctest/doctest.h>

using presad::bridge::may_be_same_broker;

TEST_CASE("only two numeric addresses that others use too can be told apart") {
  CHECK(may_be_same_broker("10.0.0.2", "10.0.0.2"));
  CHECK_FALSE(may_be_same_broker("10.0.0.2", "10.0.0.3"));
  CHECK(may_be_same_broker("broker.lan", "10.0.0.3"));
  CHECK(may_be_same_broker("10.0.0.2", "broker"));
  CHECK(may_be_same_broker("localhost", "10.0.0.3"));
  CHECK(may_be_same_broker("127.0.0.1", "10.0.0.3"));  // presad's own machine, whatever it is called outside
  CHECK(may_be_same_broker("::1", "10.0.0.3"));
  CHECK(may_be_same_broker("10.0.0.2", "fe80::2"));  // one may be reached by both kinds
  CHECK_FALSE(may_be_same_broker("fd00::2", "fd00::3"));
}
