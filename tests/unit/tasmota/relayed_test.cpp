// What a device answers over HTTP becomes the messages that it would have said on the broker.

#include "tasmota/relayed.h"

#include <doctest/doctest.h>

#include "unit/tasmota/plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

Lines relayed(const char* word, const char* payload, const char* answer) {
  return transcript(render_relayed(parse_command_word(word), payload, answer));
}

std::string config_of(const char* state, const char* sensors) {
  Plug plug;
  for (const DiscoveryMessage& message : render_relayed_discovery(plug.view(), state, sensors, "14.1.0(tasmota)")) {
    if (message.topic.ends_with("/config")) return message.payload;
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a relay's answer is RESULT and its own topic, of several relays a pair for each") {
  CHECK(relayed("Power", "ON", R"({"POWER":"ON"})") == Lines{R"(stat/RESULT {"POWER":"ON"})", "stat/POWER ON"});
  CHECK(
      relayed("Power0", "2", R"({"POWER1":"ON","POWER2":"OFF"})") ==
      Lines{R"(stat/RESULT {"POWER1":"ON"})", "stat/POWER1 ON", R"(stat/RESULT {"POWER2":"OFF"})", "stat/POWER2 OFF"});
  CHECK(relayed("_Power", "ON", R"({"POWER":"ON"})") == Lines{"stat/POWER ON"});
}

TEST_CASE("with SetOption59 STATE comes along, and goes ahead; only the relay that was meant follows") {
  const char* const whole = R"({"Time":"x","Uptime":"0T00:05:06","POWER1":"ON","POWER2":"OFF"})";
  CHECK(relayed("Power2", "0", whole) ==
        Lines{std::string("tele/STATE ") + whole, R"(stat/RESULT {"POWER2":"OFF"})", "stat/POWER2 OFF"});
}

TEST_CASE("Status goes out in its parts, Status0 in one") {
  CHECK(relayed("Status", "0", R"({"Status":{"Module":1},"StatusPRM":{"Sleep":50},"StatusSNS":{"Time":"x"}})") ==
        Lines{R"(stat/STATUS {"Status":{"Module":1}})", R"(stat/STATUS1 {"StatusPRM":{"Sleep":50}})",
              R"(stat/STATUS10 {"StatusSNS":{"Time":"x"}})"});
  CHECK(relayed("Status", "8", R"({"StatusSNS":{"Time":"x"}})") == Lines{R"(stat/STATUS8 {"StatusSNS":{"Time":"x"}})"});
  CHECK(relayed("Status0", "", R"({"Status":{},"StatusPRM":{}})") ==
        Lines{R"(stat/STATUS0 {"Status":{},"StatusPRM":{}})"});
  CHECK(relayed("Status", "77", R"({"Command":"Error","Input":"STATUS 77"})") ==
        Lines{R"(stat/RESULT {"Command":"Error","Input":"STATUS 77"})"});
}

TEST_CASE("a lamp's and a cover's answers are one RESULT, decimals as they were written") {
  const char* const lamp = R"({"POWER":"ON","Dimmer":40,"Color":"0000006600","HSBColor":"0,0,0","White":40,"CT":153})";
  CHECK(relayed("Dimmer", "40", lamp) == Lines{std::string("stat/RESULT ") + lamp});
  CHECK(relayed("ShutterPosition1", "50", R"({"Shutter1":{"Position":50,"Direction":0}})") ==
        Lines{R"(stat/RESULT {"Shutter1":{"Position":50,"Direction":0}})"});
  CHECK(relayed("Var1", "x", R"({"Var1":1.500})") == Lines{R"(stat/RESULT {"Var1":1.500})"});
}

TEST_CASE("'_' keeps RESULT back, not a refusal; nothing comes of an empty answer") {
  CHECK(relayed("_Var1", "x", R"({"Var1":"x"})").empty());
  CHECK(relayed("_Foo", "", R"({"Command":"Unknown","Input":"FOO"})") ==
        Lines{R"(stat/RESULT {"Command":"Unknown","Input":"FOO"})"});
  for (const char* const odd : {"{}", "", "[1]", "{\"POWER\":"}) CHECK(relayed("Power", "ON", odd).empty());
}

TEST_CASE("SetOption4 sends answers to the command's own level, the unknown to COMMAND") {
  const auto by_command = [](const char* word, const char* answer) {
    Messages messages = render_relayed(parse_command_word(word), "", answer);
    answer_by_command(messages, parse_command_word(word));
    return transcript(messages);
  };
  CHECK(by_command("Power2", R"({"POWER2":"ON"})") == Lines{R"(stat/POWER2 {"POWER2":"ON"})", "stat/POWER2 ON"});
  CHECK(by_command("SO4", R"({"SetOption4":"ON"})") == Lines{R"(stat/SETOPTION {"SetOption4":"ON"})"});
  CHECK(by_command("Foo", R"({"Command":"Unknown","Input":"FOO"})") ==
        Lines{R"(stat/COMMAND {"Command":"Unknown","Input":"FOO"})"});
  CHECK(by_command("Power9", R"({"Command":"Error","Input":"POWER9"})") ==
        Lines{R"(stat/POWER {"Command":"Error","Input":"POWER9"})"});
  CHECK(by_command("Status", R"({"StatusTIM":{}})") == Lines{R"(stat/STATUS7 {"StatusTIM":{}})"});
}

TEST_CASE("the Presad object stands last wherever STATE is told, and nowhere else") {
  Plug plug;
  const auto with_presad = [&plug](Messages messages) {
    add_presad_object(messages, plug.view());
    return messages.front().payload;
  };
  const std::string state = R"({"Time":"x","Uptime":"0T00:05:06","POWER":"ON"})";
  CHECK(with_presad(render_relayed_telemetry(state, ""))
            .starts_with(R"({"Time":"x","Uptime":"0T00:05:06","POWER":"ON","Presad":{"Version":"0.1.0",)"));
  const std::string status = with_presad({{Prefix::stat, "STATUS11", R"({"StatusSTS":)" + state + "}", false}});
  CHECK(status.starts_with(R"({"StatusSTS":{"Time":"x","Uptime":"0T00:05:06","POWER":"ON","Presad":{)"));
  CHECK(status.ends_with("}}}}"));
  for (const char* const other : {R"({"POWER":"ON"})", R"({"StatusPRM":{"Uptime":"0T00:05:06"}})", "ON", ""}) {
    CHECK(with_presad({{Prefix::stat, "RESULT", other, false}}) == other);
  }
}

TEST_CASE("discovery says by STATE and SENSOR what kind of device it is") {
  CHECK(contains(config_of(R"({"POWER":"ON"})", ""), R"("rl":[1,0,)"));
  CHECK(contains(config_of(R"({"POWER":"ON"})", ""), R"("lt_st":0)"));
  CHECK(contains(config_of(R"({"POWER":"ON"})", ""), R"("sw":"14.1.0")"));
  const struct {
    const char* state;
    const char* subtype;
  } lamps[] = {{R"({"POWER":"ON","Dimmer":40})", R"("lt_st":1)"},
               {R"({"POWER":"ON","Dimmer":40,"CT":153})", R"("lt_st":2)"},
               {R"({"POWER":"ON","Dimmer":40,"HSBColor":"0,0,0"})", R"("lt_st":3)"},
               {R"({"POWER":"ON","Dimmer":40,"HSBColor":"0,0,0","White":0})", R"("lt_st":4)"},
               {R"({"POWER":"ON","Dimmer":40,"HSBColor":"0,0,0","White":0,"CT":153})", R"("lt_st":5)"}};
  for (const auto& lamp : lamps) {
    CAPTURE(lamp.state);
    CHECK(contains(config_of(lamp.state, ""), lamp.subtype));
    CHECK(contains(config_of(lamp.state, ""), R"("rl":[2,0,)"));
  }
  const std::string cover = config_of(R"({"POWER1":"OFF","POWER2":"OFF"})", R"({"Shutter1":{"Position":0}})");
  CHECK(contains(cover, R"("rl":[3,3,)"));
  CHECK(contains(cover, R"("sho":[0])"));
}

TEST_CASE("powers are read of any object, by their own keys") {
  CHECK(relayed_powers(R"({"POWER":"ON","POWER2":"OFF","POWERX":"ON","POWER3":1,"Dimmer":3})") ==
        std::map<std::string, std::string>{{"POWER", "ON"}, {"POWER2", "OFF"}});
  CHECK(relayed_powers("nonsense").empty());
}

TEST_CASE("a cover's position is told as its command would") {
  const auto shutters =
      relayed_shutters(R"({"Time":"x","Shutter1":{"Position":40},"Shutter":{},"ShutterX":{},"Shutter2":7})");
  REQUIRE(shutters.size() == 1);
  CHECK(line(render_relayed_shutter("Shutter1", shutters.at("Shutter1"))) ==
        R"(stat/RESULT {"Shutter1":{"Position":40}})");
  CHECK(relayed_shutters("nonsense").empty());
}

TEST_CASE("SENSOR goes out only if there is more in it than the time") {
  CHECK(render_relayed_telemetry("", R"({"Time":"x"})").empty());
  CHECK(transcript(render_relayed_telemetry("", R"({"Time":"x","ENERGY":{"Total":1.500}})")) ==
        Lines{R"(tele/SENSOR {"Time":"x","ENERGY":{"Total":1.500}})"});
}
