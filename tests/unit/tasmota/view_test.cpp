// Source: DIALECT.md, 1.

#include "tasmota/view.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("tasmota 1: the host name follows topic and hardware id as the firmware's does") {
  CHECK(default_hostname("plug_kitchen", "84E3427A1B2C") == "plug-kitchen-6956");
  CHECK(default_hostname("presa1", "020000000007") == "presa1-0007");
  CHECK(default_hostname("presa1", "02000000FFFF") == "presa1-8191");
  CHECK(default_hostname("presa1", "") == "presa1-0000");
}

TEST_CASE("a relay without a name of its own is called after its device") {
  Plug strip;
  strip.identity.device_name = "Strip";
  CHECK(friendly_name(strip.view(), 1) == "Strip");
  CHECK(friendly_name(strip.view(), 3) == "Strip3");
  strip.identity.friendly_names = {"", "Lamp"};
  CHECK(friendly_name(strip.view(), 1) == "Strip");
  CHECK(friendly_name(strip.view(), 2) == "Lamp");
  CHECK(friendly_name(strip.view(), 3) == "Strip3");
}

TEST_CASE("a name that was given by command is its name, an empty one too") {
  Plug plug;
  CHECK(device_name(plug.view()) == "Kitchen plug");
  plug.options.device_name = "Kettle";
  plug.options.friendly_names.own()[0] = "";
  CHECK(device_name(plug.view()) == "Kettle");
  CHECK(friendly_name(plug.view(), 1).empty());
  CHECK(friendly_name(plug.view(), 2) == "Kitchen plug2");
}

TEST_CASE("tasmota 6: power_on has a number of PowerOnState each, device that of last") {
  CHECK(power_on_state(PowerOn::off) == 0);
  CHECK(power_on_state(PowerOn::on) == 1);
  CHECK(power_on_state(PowerOn::last) == 3);
  CHECK(power_on_state(PowerOn::device) == 3);
}

TEST_CASE("an unknown address is shown as Tasmota shows one") {
  Condition condition;
  CHECK(shown_address(condition) == "0.0.0.0");
  condition.address = "192.0.2.7";
  CHECK(shown_address(condition) == "192.0.2.7");
}
