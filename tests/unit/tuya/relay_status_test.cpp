// Datapoint 38 in the three vocabularies of the field.

#include "families/tuya/relay_status.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;

TEST_CASE("a policy is written in the vocabulary that the plug itself used") {
  CHECK(relay_status_word(PowerOn::last, "off") == "memory");
  CHECK(relay_status_word(PowerOn::on, "memory") == "on");
  CHECK(relay_status_word(PowerOn::off, "on") == "off");
  CHECK(relay_status_word(PowerOn::last, "power_on") == "last");
  CHECK(relay_status_word(PowerOn::off, "last") == "power_off");
  CHECK(relay_status_word(PowerOn::on, "2") == "1");
  CHECK(relay_status_word(PowerOn::last, "0") == "2");
}

TEST_CASE("a word of no known vocabulary, and a policy that leaves the plug its own way, are left alone") {
  CHECK_FALSE(relay_status_word(PowerOn::on, "banana"));
  CHECK_FALSE(relay_status_word(PowerOn::on, ""));
  CHECK_FALSE(relay_status_word(PowerOn::device, "off"));
}
