// Power as transcripts. Source: DIALECT.md, 2 and 3.

#include <doctest/doctest.h>

#include <variant>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

Plug strip() {
  Plug plug;
  plug.state.relays = {Power::off, Power::off, Power::on, Power::off};
  return plug;
}

/// What the device is told by `payload`: "off 1", "on 1", "toggle 1" or "read 1".
std::string told(std::string_view payload) {
  Plug plug;
  const Reply reply = plug.send("Power", payload);
  REQUIRE(reply.orders.size() == 1);
  CHECK(reply.messages.empty());
  CHECK_FALSE(reply.outcome);
  const Command& command = reply.orders[0].command;
  if (const auto* set = std::get_if<SetPower>(&command)) {
    const char* const actions[] = {"off ", "on ", "toggle "};
    return actions[static_cast<int>(set->action)] + std::to_string(set->relay);
  }
  return "read " + std::to_string(std::get<ReadPower>(command).relay);
}

}  // namespace

TEST_CASE("tasmota 3: Power of a plug answers RESULT then POWER") {
  Plug plug;
  CHECK(plug.obeyed("Power", "OFF") == Lines{R"(stat/RESULT {"POWER":"OFF"})", "stat/POWER OFF"});
  CHECK(plug.obeyed("Power", "ON") == Lines{R"(stat/RESULT {"POWER":"ON"})", "stat/POWER ON"});
  CHECK(plug.obeyed("Power", "TOGGLE") == Lines{R"(stat/RESULT {"POWER":"OFF"})", "stat/POWER OFF"});
}

TEST_CASE("tasmota 3: a set to the present state and a query publish the pair again") {
  Plug plug;
  const Lines on = {R"(stat/RESULT {"POWER":"ON"})", "stat/POWER ON"};
  CHECK(plug.obeyed("Power", "ON", Outcome::unchanged) == on);
  CHECK(plug.obeyed("Power", "", Outcome::unchanged) == on);
  CHECK(plug.obeyed("Power", "?", Outcome::unchanged) == on);
}

TEST_CASE("tasmota 1: a plug takes POWER, Power1 and POWER0 alike and always answers POWER") {
  for (const char* word : {"POWER", "power", "Power1", "POWER01", "Power0"}) {
    CAPTURE(word);
    Plug plug;
    CHECK(plug.obeyed(word, "OFF") == Lines{R"(stat/RESULT {"POWER":"OFF"})", "stat/POWER OFF"});
  }
}

TEST_CASE("tasmota 3: Power2 of 4 answers RESULT then POWER2") {
  Plug plug = strip();
  CHECK(plug.obeyed("Power2", "ON") == Lines{R"(stat/RESULT {"POWER2":"ON"})", "stat/POWER2 ON"});
}

TEST_CASE("tasmota 3: Power without index of a strip is relay 1, named so") {
  Plug plug = strip();
  CHECK(plug.obeyed("Power", "ON") == Lines{R"(stat/RESULT {"POWER1":"ON"})", "stat/POWER1 ON"});
}

TEST_CASE("tasmota 3: Power0 answers RESULT and POWERn for every relay in turn") {
  Plug plug = strip();
  CHECK(plug.obeyed("Power0", "ON") ==
        Lines{R"(stat/RESULT {"POWER1":"ON"})", "stat/POWER1 ON", R"(stat/RESULT {"POWER2":"ON"})", "stat/POWER2 ON",
              R"(stat/RESULT {"POWER3":"ON"})", "stat/POWER3 ON", R"(stat/RESULT {"POWER4":"ON"})", "stat/POWER4 ON"});
  CHECK(plug.obeyed("POWER0", "", Outcome::unchanged).size() == 8);
}

TEST_CASE("tasmota 3: Power0 TOGGLE toggles each relay by itself") {
  Plug plug = strip();
  plug.obeyed("Power0", "2");
  CHECK(plug.state.relays == std::vector<Power>{Power::on, Power::on, Power::off, Power::on});
}

TEST_CASE("tasmota 2: only 0, 1 and 2 and their words act") {
  for (const char* off : {"0", "OFF", "off", "FALSE", "STOP", "DOWN", "CLOSE", "CELSIUS", "0x0", "00", "0 ", "  off"}) {
    CAPTURE(off);
    CHECK(told(off) == "off 1");
  }
  for (const char* on : {"1", "ON", "on", "TRUE", "START", "FAHRENHEIT", "USER", "1abc", "1.0", "01", "0x1"}) {
    CAPTURE(on);
    CHECK(told(on) == "on 1");
  }
  for (const char* toggle : {"2", "TOGGLE", "Toggle", "ADMIN"}) {
    CAPTURE(toggle);
    CHECK(told(toggle) == "toggle 1");
  }
}

TEST_CASE("tasmota 2: everything else asks, and is no error") {
  for (const char* query : {"", "?", "5", "-1", "UP", "OPEN", "ALL", "abc", "{\"a\":1}", "ON ", "\xff\xfe", "-99"}) {
    CAPTURE(query);
    CHECK(told(query) == "read 1");
  }
}

TEST_CASE("tasmota 2: Power0 takes only 0 to 2, BLINK asks there") {
  Plug plug = strip();
  for (const Order& order : plug.send("Power0", "BLINK").orders) {
    CHECK(std::holds_alternative<ReadPower>(order.command));
  }
}

TEST_CASE("tasmota 10: a relay that is not there is an error") {
  Plug plug;
  CHECK(plug.obeyed("Power5", "on") == Lines{R"(stat/RESULT {"Command":"Error","Input":"POWER5 on"})"});
  CHECK(plug.obeyed("Power2") == Lines{R"(stat/RESULT {"Command":"Error","Input":"POWER2"})"});
  CHECK(plug.send("Power999999", "1").outcome == Outcome::refused);
  Plug four = strip();
  CHECK(four.send("Power4", "on").orders.size() == 1);
  CHECK(four.send("Power5", "on").outcome == Outcome::refused);
}

TEST_CASE("tasmota 1: _power keeps RESULT silent, not POWER and not errors") {
  Plug plug;
  CHECK(plug.obeyed("_power", "off") == Lines{"stat/POWER OFF"});
  CHECK(plug.obeyed("_power", "on", Outcome::unconfirmed) ==
        Lines{R"(stat/RESULT {"Command":"Unconfirmed","Input":"POWER on"})"});
  CHECK(plug.obeyed("_power9", "on") == Lines{R"(stat/RESULT {"Command":"Error","Input":"POWER9 on"})"});
}

TEST_CASE("outcomes: what did not happen is said with the command that was sent") {
  Plug plug;
  CHECK(plug.obeyed("POWER", "ON", Outcome::unconfirmed) ==
        Lines{R"(stat/RESULT {"Command":"Unconfirmed","Input":"POWER ON"})"});
  CHECK(plug.obeyed("Power1", "on", Outcome::superseded) ==
        Lines{R"(stat/RESULT {"Command":"Superseded","Input":"POWER on"})"});
  CHECK(plug.obeyed("power", "", Outcome::offline) == Lines{R"(stat/RESULT {"Command":"Offline","Input":"POWER"})"});
  CHECK(plug.obeyed("power", "toggle", Outcome::refused) ==
        Lines{R"(stat/RESULT {"Command":"Error","Input":"POWER toggle"})"});
}

TEST_CASE("a device that was never heard gets commands for any relay it may have") {
  Plug plug;
  plug.state.relays.clear();
  plug.condition = {};
  CHECK(plug.send("Power", "ON").orders.size() == 1);
  CHECK(plug.send("Power8", "ON").orders.size() == 1);
  CHECK(plug.send("Power9", "ON").outcome == Outcome::refused);
}

TEST_CASE("Power0 for a device whose relays nobody knows ends as Offline, not as half the truth") {
  Plug plug;
  plug.state.relays.clear();
  plug.condition = {};
  const Reply reply = plug.send("Power0", "OFF");
  CHECK(reply.orders.empty());
  CHECK(reply.outcome == Outcome::offline);
  CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"Command":"Offline","Input":"POWER0 OFF"})"});
}

TEST_CASE("a device without relays, presad itself for one, refuses Power by not knowing or by error") {
  Plug meter;
  meter.state.relays.clear();
  CHECK(meter.obeyed("Power", "ON") == Lines{R"(stat/RESULT {"Command":"Error","Input":"POWER ON"})"});
  meter.identity.kind = Kind::presad;
  CHECK(meter.obeyed("Power", "ON") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"POWER ON"})"});
}
