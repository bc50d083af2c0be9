#include "tasmota/topic_filter.h"

#include <doctest/doctest.h>

using namespace presad::tasmota;

TEST_CASE("two filters overlap when some topic matches both, whichever is asked first") {
  struct Case {
    const char* left;
    const char* right;
    bool expected;
  };
  for (const Case& it :
       {Case{"cmnd/+/#", "cmnd/plug/#", true}, Case{"cmnd/+/#", "cmnd/plug", true}, Case{"cmnd/+/#", "stat/+/#", false},
        Case{"+/cmnd/#", "cmnd/+/#", true}, Case{"a/b", "a/b", true}, Case{"a/b", "a/c", false},
        Case{"a/b", "a/b/c", false}, Case{"a/+", "a/b/c", false}, Case{"a/#", "a", true}, Case{"a/b/#", "a", false},
        Case{"#", "x/y/z", true}, Case{"/cmnd/+/#", "cmnd/+/#", false}, Case{"tele/+/LWT", "tele/p/LWT", true},
        Case{"tele/+/LWT", "tele/p/STATE", false}}) {
    CAPTURE(it.left);
    CAPTURE(it.right);
    CHECK(overlap(it.left, it.right) == it.expected);
    CHECK(overlap(it.right, it.left) == it.expected);
  }
}

TEST_CASE("a filter covers another when it matches all that the other matches") {
  CHECK(covers("cmnd/+/#", "cmnd/plug/#"));
  CHECK(covers("cmnd/+/#", "cmnd/+/x/#"));
  CHECK(covers("cmnd/+/#", "cmnd/+/#"));
  CHECK(covers("cmnd/#", "cmnd"));
  CHECK(covers("#", "a/b"));
  CHECK(covers("a/+", "a/b"));
  CHECK_FALSE(covers("cmnd/plug/#", "cmnd/+/#"));
  CHECK_FALSE(covers("cmnd/+/x/#", "cmnd/+/#"));
  CHECK_FALSE(covers("cmnd/+", "cmnd/#"));
  CHECK_FALSE(covers("a/b", "a"));
  CHECK_FALSE(covers("a", "a/b"));
}
