// The evidence rule: when a device that was away has lost its power.

#include "families/tuya/absence.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

namespace {
constexpr Timestamp noon{12h};
}

TEST_CASE("a device that was never lost has lost no power") {
  Absence absence(10s);
  CHECK_FALSE(absence.on_back());
  absence.on_unanswered_dial(noon + 1min);
  CHECK_FALSE(absence.on_back());
}

TEST_CASE("a device that answered nothing for power_up_after and more has lost its power") {
  Absence absence(10s);
  absence.on_lost(never, noon);
  absence.on_unanswered_dial(noon + 10s);
  CHECK(absence.on_back());
}

TEST_CASE("a device that may have been back sooner was a hiccup, however late it was found") {
  Absence absence(10s);
  absence.on_lost(never, noon);
  absence.on_unanswered_dial(noon + 1s);
  absence.on_unanswered_dial(noon + 9999ms);
  CHECK_FALSE(absence.on_back());
}

TEST_CASE("the absence counts from the first question left unanswered") {
  Absence absence(10s);
  absence.on_lost(noon - 10s, noon);
  CHECK(absence.on_back());
}

TEST_CASE("further losses before it is back belong to the same absence") {
  Absence absence(10s);
  absence.on_lost(never, noon);
  absence.on_lost(noon + 10s, noon + 11s);
  CHECK(absence.on_back());
}

TEST_CASE("one absence is evidence once") {
  Absence absence(10s);
  absence.on_lost(noon - 1min, noon);
  CHECK(absence.on_back());
  absence.on_unanswered_dial(noon + 2min);
  CHECK_FALSE(absence.on_back());
}

TEST_CASE("power_up_after is the inventory's") {
  for (const Duration gone : {29s, 30s}) {
    Absence absence(30s);
    absence.on_lost(noon - gone, noon);
    CHECK(absence.on_back() == (gone >= 30s));
  }
}
