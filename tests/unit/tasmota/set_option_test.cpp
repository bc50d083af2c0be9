// SetOption. Source: DIALECT.md, 6 and 10.

#include "tasmota/set_option.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

std::string error(const std::string& input) { return R"(stat/RESULT {"Command":"Error","Input":")" + input + "\"}"; }

}  // namespace

TEST_CASE("tasmota 6: the flags that presad has are set and told, in the canonical spelling") {
  for (const char* number : {"0", "4", "19", "26", "59", "90", "104"}) {
    CAPTURE(number);
    Plug plug;
    const std::string word = std::string("setoption") + number;
    const std::string key = std::string("SetOption") + number;
    const NumberOption& option = *find_number_option(key);
    plug.options.*option.value = 0;
    const Reply reply = plug.send(word, "ON");
    CHECK(reply.options_changed);
    CHECK(reply.messages.back().payload == "{\"" + key + "\":\"ON\"}");
    CHECK(plug.options.*option.value == 1);
    CHECK_FALSE(plug.send(word, "1").options_changed);
    plug.options.answers_by_command = 0;
    plug.send("SO" + std::string(number), "0");
    CHECK(plug.obeyed(word, "?") == Lines{"stat/RESULT {\"" + key + "\":\"OFF\"}"});
  }
}

TEST_CASE("tasmota 6: SetOption34 is a number of milliseconds") {
  Plug plug;
  CHECK(plug.obeyed("SetOption34") == Lines{R"(stat/RESULT {"SetOption34":200})"});
  CHECK(plug.obeyed("SO34", "50") == Lines{R"(stat/RESULT {"SetOption34":50})"});
  CHECK(plug.options.backlog_delay == 50);
  CHECK(plug.obeyed("SO34", "256") == Lines{error("SO34 256")});
  CHECK(plug.options.backlog_delay == 50);
}

TEST_CASE("tasmota 6: others are told by the firmware's defaults, and setting them to anything else is refused") {
  Plug plug;
  CHECK(plug.obeyed("SetOption3") == Lines{R"(stat/RESULT {"SetOption3":"ON"})"});
  CHECK(plug.obeyed("SetOption") == Lines{R"(stat/RESULT {"SetOption1":"OFF"})"});
  CHECK(plug.obeyed("SetOption30", "0") == Lines{R"(stat/RESULT {"SetOption30":"OFF"})"});
  CHECK(plug.obeyed("SetOption30", "1") == Lines{error("SETOPTION30 1")});
  CHECK(plug.obeyed("SetOption32") == Lines{R"(stat/RESULT {"SetOption32":40})"});
  CHECK(plug.obeyed("SetOption128") == Lines{R"(stat/RESULT {"SetOption128":"ON"})"});
  CHECK(plug.obeyed("SetOption177") == Lines{R"(stat/RESULT {"SetOption177":"OFF"})"});
}

TEST_CASE("tasmota 10: a value beyond 1 for a flag, an unknown number and a refused one are errors") {
  Plug plug;
  CHECK(plug.obeyed("SetOption26", "2") == Lines{error("SETOPTION26 2")});
  CHECK(plug.obeyed("SetOption26", "UP") == Lines{error("SETOPTION26 UP")});
  CHECK(plug.obeyed("SetOption178") == Lines{error("SETOPTION178")});
  for (const char* number : {"5", "6", "7", "9", "14", "22", "23", "25", "27"}) {
    CAPTURE(number);
    const std::string word = std::string("SETOPTION") + number;
    CHECK(plug.obeyed(word, "0") == Lines{error(word + " 0")});
    CHECK(plug.obeyed(word) == Lines{"stat/RESULT {\"SetOption" + std::string(number) + "\":\"OFF\"}"});
  }
  plug.options.power_retain = 1;
  CHECK(plug.obeyed("SetOption5") == Lines{R"(stat/RESULT {"SetOption5":"ON"})"});
  CHECK(plug.obeyed("SetOption26", "-1") == Lines{R"(stat/RESULT {"SetOption26":"OFF"})"});
  CHECK(plug.obeyed("SetOption26", "abc") == Lines{R"(stat/RESULT {"SetOption26":"OFF"})"});
}

TEST_CASE("tasmota 3: with SetOption4 answers go to the command's own topic, errors too, and unknown ones to COMMAND") {
  Plug plug;
  plug.options.answers_by_command = 1;
  CHECK(plug.obeyed("teleperiod") == Lines{R"(stat/TELEPERIOD {"TelePeriod":300})"});
  CHECK(plug.obeyed("SetOption26") == Lines{R"(stat/SETOPTION {"SetOption26":"OFF"})"});
  CHECK(plug.obeyed("FN1", "x") == Lines{R"(stat/FRIENDLYNAME {"FriendlyName1":"x"})"});
  CHECK(plug.obeyed("Power", "ON") == Lines{R"(stat/POWER {"POWER":"ON"})", "stat/POWER ON"});
  CHECK(plug.obeyed("Power5", "ON") == Lines{R"(stat/POWER {"Command":"Error","Input":"POWER5 ON"})"});
  CHECK(plug.obeyed("Power", "ON", Outcome::offline) ==
        Lines{R"(stat/POWER {"Command":"Offline","Input":"POWER ON"})"});
  CHECK(plug.obeyed("Foo") == Lines{R"(stat/COMMAND {"Command":"Unknown","Input":"FOO"})"});
  CHECK(plug.obeyed("TuyaSend0") == Lines{R"(stat/TUYASEND {"TuyaSend":"Done"})"});
  CHECK(plug.obeyed("Status", "2")[0].starts_with("stat/STATUS2 "));
  CHECK(plug.obeyed("State")[0].starts_with("stat/STATE {\"Time\""));
}

TEST_CASE("tasmota 1: with SetOption26 a single relay is POWER1 everywhere") {
  Plug plug;
  plug.options.indexed_power = 1;
  CHECK(plug.obeyed("Power", "ON") == Lines{R"(stat/RESULT {"POWER1":"ON"})", "stat/POWER1 ON"});
  CHECK(plug.obeyed("State")[0].find(R"("POWER1":"ON")") != std::string::npos);
}

TEST_CASE("tasmota 3: with SetOption59 State sends STATE ahead of its answer") {
  Plug plug;
  plug.options.state_first = 1;
  const Lines lines = plug.obeyed("State");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("tele/STATE {"));
  CHECK(lines[1].substr(lines[1].find('{')) == lines[0].substr(lines[0].find('{')));
}

TEST_CASE("SetOption104 takes the retained LWT away with it") {
  Plug plug;
  CHECK(plug.obeyed("SetOption104", "1") == Lines{"tele/LWT (retained) ", R"(stat/RESULT {"SetOption104":"ON"})"});
  CHECK(plug.obeyed("SetOption104", "0") == Lines{R"(stat/RESULT {"SetOption104":"OFF"})"});
}
