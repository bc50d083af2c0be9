// Retains, decimals and names. Source: DIALECT.md, 3, 5 and 6.

#include <doctest/doctest.h>

#include "base/text.h"
#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("tasmota 6: each retain is set by 0 and 1, and told by all else") {
  for (const char* word :
       {"PowerRetain", "SensorRetain", "StateRetain", "StatusRetain", "InfoRetain", "ButtonRetain", "SwitchRetain"}) {
    CAPTURE(word);
    Plug plug;
    const std::string on = std::string("stat/RESULT {\"") + word + "\":\"ON\"}";
    const std::string off = std::string("stat/RESULT {\"") + word + "\":\"OFF\"}";
    CHECK(plug.obeyed(word) == Lines{off});
    CHECK(plug.send(word, "ON").options_changed);
    for (const char* query : {"", "?", "2", "-1", "abc"}) CHECK(plug.obeyed(to_upper(word), query) == Lines{on});
    CHECK(plug.obeyed(word, "0").back() == off);
    CHECK(plug.obeyed(word) == Lines{off});
  }
}

TEST_CASE("tasmota 3: what ends a retain clears its topics first") {
  Plug plug;
  plug.state.relays = {Power::on, Power::off};
  CHECK(plug.obeyed("PowerRetain", "0") ==
        Lines{"stat/POWER1 (retained) ", "stat/POWER2 (retained) ", R"(stat/RESULT {"PowerRetain":"OFF"})"});
  CHECK(plug.obeyed("SensorRetain", "0") ==
        Lines{"tele/SENSOR (retained) ", "tele/ENERGY (retained) ", R"(stat/RESULT {"SensorRetain":"OFF"})"});
  CHECK(plug.obeyed("StateRetain", "0") == Lines{R"(stat/RESULT {"StateRetain":"OFF"})"});
  plug.send("StateRetain", "1");
  CHECK(plug.obeyed("StateRetain", "0") == Lines{"tele/STATE (retained) ", R"(stat/RESULT {"StateRetain":"OFF"})"});
  plug.send("InfoRetain", "1");
  CHECK(plug.obeyed("InfoRetain", "0").size() == 4);
  plug.send("StatusRetain", "1");
  CHECK(plug.obeyed("StatusRetain", "0").size() == 14);
}

TEST_CASE("tasmota 3: PowerRetain 1 ends SetOption90, or nothing would be retained") {
  Plug plug;
  plug.options.json_only = 1;
  plug.send("PowerRetain", "1");
  CHECK(plug.options.json_only == 0);
  plug.options.json_only = 1;
  plug.send("SensorRetain", "1");
  CHECK(plug.options.json_only == 1);
}

TEST_CASE("tasmota 6: decimals within their bounds are set, others ask") {
  struct Case {
    const char* word;
    const char* most;
    const char* too_many;
    const char* by_default;
  };
  for (const Case& each :
       {Case{"VoltRes", "3", "4", "0"}, Case{"AmpRes", "2", "4", "3"}, Case{"WattRes", "3", "4", "0"},
        Case{"EnergyRes", "5", "6", "3"}, Case{"FreqRes", "3", "4", "0"}}) {
    CAPTURE(each.word);
    Plug plug;
    const auto told = [&](const char* number) {
      return Lines{std::string("stat/RESULT {\"") + each.word + "\":" + number + "}"};
    };
    CHECK(plug.obeyed(each.word, each.too_many) == told(each.by_default));
    CHECK(plug.obeyed(each.word, each.most) == told(each.most));
    CHECK(plug.obeyed(each.word) == told(each.most));
  }
}

TEST_CASE("tasmota 5: SENSOR and the counters have the decimals that were asked for") {
  Plug plug;
  plug.state.meter = Meter{42.5, 230.46, 0.2634};
  plug.energy = EnergyTotals{{}, 137.4021, 0.5, 0.2, 1.25};
  plug.send("VoltRes", "1");
  plug.send("AmpRes", "2");
  plug.send("WattRes", "2");
  plug.send("EnergyRes", "1");
  CHECK(plug.obeyed("Status", "10") ==
        Lines{R"(stat/STATUS10 {"StatusSNS":{"Time":"2026-08-19T11:30:18","ENERGY":{"Total":137.4,"Yesterday":0.5,)"
              R"("Today":0.2,"Power":42.50,"ApparentPower":60.70,"ReactivePower":43.34,"Factor":0.70,)"
              R"("Voltage":230.5,"Current":0.26}}})"});
  CHECK(plug.obeyed("EnergyTotal") ==
        Lines{R"(stat/RESULT {"EnergyTotal":{"Total":137.4,"Yesterday":0.5,"Today":0.2}})"});
}

TEST_CASE("tasmota 6: FriendlyName names a relay; without index and name it tells all eight") {
  Plug plug;
  CHECK(plug.obeyed("FriendlyName1") == Lines{R"(stat/RESULT {"FriendlyName1":"Kitchen plug"})"});
  CHECK(plug.obeyed("FN", "Water") == Lines{R"(stat/RESULT {"FriendlyName1":"Water"})"});
  CHECK(plug.obeyed("friendlyname2", "Tea, hot") == Lines{R"(stat/RESULT {"FriendlyName2":"Tea, hot"})"});
  CHECK(plug.obeyed("FriendlyName") ==
        Lines{R"(stat/RESULT {"FriendlyName1":"Water","FriendlyName2":"Tea, hot","FriendlyName3":"Kitchen plug3",)"
              R"("FriendlyName4":"Kitchen plug4","FriendlyName5":"Kitchen plug5","FriendlyName6":"Kitchen plug6",)"
              R"("FriendlyName7":"Kitchen plug7","FriendlyName8":"Kitchen plug8"})"});
  CHECK(plug.obeyed("FriendlyName", "\"") == Lines{R"(stat/RESULT {"FriendlyName1":""})"});
  CHECK(plug.obeyed("FriendlyName", "1") == Lines{R"(stat/RESULT {"FriendlyName1":"Kitchen plug"})"});
  CHECK(plug.obeyed("FriendlyName", "?").front().starts_with(R"(stat/RESULT {"FriendlyName1":"Kitchen plug","Fr)"));
  for (const char* word : {"FRIENDLYNAME0", "FRIENDLYNAME9"}) {
    CHECK(plug.obeyed(word) == Lines{std::string(R"(stat/RESULT {"Command":"Error","Input":")") + word + "\"}"});
  }
}

TEST_CASE("tasmota 6: DeviceName; 1 is the name of relay 1") {
  Plug plug;
  CHECK(plug.obeyed("DeviceName") == Lines{R"(stat/RESULT {"DeviceName":"Kitchen plug"})"});
  CHECK(plug.send("DeviceName", "Kettle").options_changed);
  CHECK(plug.obeyed("DeviceName") == Lines{R"(stat/RESULT {"DeviceName":"Kettle"})"});
  plug.send("FriendlyName1", "Water");
  CHECK(plug.obeyed("DeviceName", "1") == Lines{R"(stat/RESULT {"DeviceName":"Water"})"});
  CHECK(plug.obeyed("DeviceName", "\"") == Lines{R"(stat/RESULT {"DeviceName":""})"});
}

TEST_CASE("tasmota 1: DeviceName only asks when it comes to a group") {
  Plug plug;
  View view = plug.view();
  view.to_group = true;
  const Reply reply = respond(view, parse_command_word("DeviceName"), "All of us");
  CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"DeviceName":"Kitchen plug"})"});
  CHECK_FALSE(reply.options_changed);
}

TEST_CASE("a name that is no text, or too long, is an error and names nothing") {
  for (const std::string& name : {std::string("a\nb"), std::string("\xff\xfe"), std::string(longest_name + 1, 'x')}) {
    Plug plug;
    CHECK(plug.send("DeviceName", name).outcome == Outcome::refused);
    CHECK(plug.send("FriendlyName2", name).outcome == Outcome::refused);
    CHECK((plug.options == Options{}));
  }
}
