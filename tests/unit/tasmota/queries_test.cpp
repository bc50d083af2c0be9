// What presad tells and does not let anybody set. Source: DIALECT.md, 6.

#include <doctest/doctest.h>

#include "base/text.h"
#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("tasmota 6: topics, prefixes and settings of the firmware are told") {
  Plug plug;
  struct Case {
    const char* word;
    const char* json;
  };
  for (const Case& each :
       {Case{"Topic", R"({"Topic":"plug_kitchen"})"},
        Case{"GroupTopic", R"({"GroupTopic1":"tasmotas","GroupTopic2":"","GroupTopic3":"","GroupTopic4":""})"},
        Case{"GroupTopic2", R"({"GroupTopic1":"tasmotas","GroupTopic2":"","GroupTopic3":"","GroupTopic4":""})"},
        Case{"FullTopic", R"({"FullTopic":"%prefix%/%topic%/"})"},
        Case{"Prefix", R"({"Prefix1":"cmnd","Prefix2":"stat","Prefix3":"tele"})"},
        Case{"Prefix3", R"({"Prefix3":"tele"})"},
        Case{"StateText", R"({"StateText1":"OFF","StateText2":"ON","StateText3":"TOGGLE","StateText4":"HOLD"})"},
        Case{"StateText2", R"({"StateText2":"ON"})"}, Case{"Interlock", R"({"Interlock":"OFF"})"},
        Case{"PowerLock", R"({"PowerLock":"0"})"}, Case{"Time", R"({"Time":"2026-08-19T11:30:18"})"},
        Case{"Timezone", R"({"Timezone":"+02:00"})"}, Case{"Sleep", R"({"Sleep":{"0":{"Active":"0"}}})"},
        Case{"SaveData", R"({"SaveData":"ON"})"}}) {
    CAPTURE(each.word);
    CHECK(plug.obeyed(each.word) == Lines{std::string("stat/RESULT ") + each.json});
    CHECK(plug.obeyed(to_upper(each.word), "?") == Lines{std::string("stat/RESULT ") + each.json});
  }
  CHECK((plug.options == Options{}));
}

TEST_CASE("to set them is refused, and to what they are answered") {
  Plug plug;
  struct Case {
    const char* word;
    const char* payload;
  };
  for (const Case& each :
       {Case{"TOPIC", "kettle"}, Case{"GROUPTOPIC", "all"}, Case{"GROUPTOPIC5", ""}, Case{"FULLTOPIC", "%topic%/x"},
        Case{"PREFIX", "c"}, Case{"PREFIX4", ""}, Case{"STATETEXT2", "An"}, Case{"INTERLOCK", "1"},
        Case{"POWERLOCK", "1"}, Case{"POWERLOCK2", ""}, Case{"TIME", "4"}, Case{"TIMEZONE", "1"}, Case{"SLEEP", "50"},
        Case{"SAVEDATA", "0"}}) {
    CAPTURE(each.word);
    const std::string payload = *each.payload == '\0' ? "" : std::string(" ") + each.payload;
    CHECK(plug.obeyed(each.word, each.payload) ==
          Lines{std::string(R"(stat/RESULT {"Command":"Error","Input":")") + each.word + payload + "\"}"});
  }
  CHECK(plug.obeyed("Topic", "plug_kitchen") == Lines{R"(stat/RESULT {"Topic":"plug_kitchen"})"});
  CHECK(plug.obeyed("Prefix2", "stat") == Lines{R"(stat/RESULT {"Prefix2":"stat"})"});
}

TEST_CASE("tasmota 1: Topic only asks when it comes to a group") {
  Plug plug;
  View view = plug.view();
  view.to_group = true;
  CHECK(transcript(respond(view, parse_command_word("Topic"), "one_for_all").messages) ==
        Lines{R"(stat/RESULT {"Topic":"plug_kitchen"})"});
}

TEST_CASE("tasmota 6: relays of a strip would be one group of Interlock, and have a lock each") {
  Plug plug;
  plug.state.relays = {Power::on, Power::off, Power::off};
  CHECK(plug.obeyed("Interlock") == Lines{R"(stat/RESULT {"Interlock":"OFF","Groups":"1,2,3"})"});
  CHECK(plug.obeyed("PowerLock") == Lines{R"(stat/RESULT {"PowerLock":"000"})"});
}

TEST_CASE("tasmota 6: Restart 1 restarts, all else says how") {
  Plug plug;
  CHECK(plug.obeyed("Restart", "1") == Lines{R"(stat/RESULT {"Restart":"Restarting"})"});
  CHECK(plug.send("Restart", "1").restart);
  CHECK(plug.send("Restart", "99").restart);
  for (const char* payload : {"", "0", "2", "abc"}) {
    CHECK_FALSE(plug.send("Restart", payload).restart);
    CHECK(plug.obeyed("Restart", payload) == Lines{R"(stat/RESULT {"Restart":"1 to restart, 2 to halt"})"});
  }
}

TEST_CASE("tasmota 13: what only a firmware has is Unknown") {
  Plug plug;
  for (const char* word :
       {"RULE",         "EVENT",      "VAR",        "MEM",       "PUBLISH",    "WEBSEND",     "SCRIPT",
        "MODULE",       "TEMPLATE",   "GPIO",       "PWM",       "SWITCHMODE", "BUTTONTOPIC", "SWITCHTOPIC",
        "SSID",         "PASSWORD",   "WIFICONFIG", "IPADDRESS", "HOSTNAME",   "MQTTHOST",    "MQTTUSER",
        "MQTTPASSWORD", "MQTTCLIENT", "UPGRADE",    "OTAURL",    "RESET",      "WEBSERVER",   "WEBPASSWORD",
        "CORS",         "POWERCAL",   "POWERSET",   "LEDSTATE",  "ENERGYRESET"}) {
    CAPTURE(word);
    CHECK(plug.obeyed(word, "1") ==
          Lines{std::string(R"(stat/RESULT {"Command":"Unknown","Input":")") + word + " 1\"}"});
  }
}
