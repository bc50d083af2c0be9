// Lamps as transcripts. Source: DIALECT.md, 8.

#include <doctest/doctest.h>

#include "base/json.h"
#include "lamp.h"
#include "tasmota/light_block.h"
#include "tasmota/telemetry.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

Lines result(const std::string& json) { return {"stat/RESULT " + json}; }

LightLevels brightness(unsigned per_cent) {
  LightLevels levels;
  levels.brightness = per_cent;
  return levels;
}

/// The light block of `kind` as it shows `levels`.
std::string block(LightKind kind, LightLevels levels) {
  Lamp lamp(kind, levels);
  return render_light(lamp.state, lamp.options);
}

}  // namespace

TEST_CASE("tasmota 8: each kind of lamp has its own light block") {
  CHECK(block(LightKind::dimmer, {{}, 60, {}, {}, {}}) == R"({"POWER":"ON","Dimmer":60})");
  CHECK(block(LightKind::ct, {{}, 60, 153, {}, {}}) ==
        R"({"POWER":"ON","Dimmer":60,"Color":"9900","White":60,"CT":153,"Channel":[60,0]})");
  CHECK(block(LightKind::rgb, {{}, 60, {}, 84, 100}) ==
        R"({"POWER":"ON","Dimmer":60,"Color":"5C9900","HSBColor":"84,100,60","Channel":[36,60,0]})");
  CHECK(block(LightKind::rgbw, {true, 100, {}, 0, 100}) ==
        R"({"POWER":"ON","Dimmer":100,"Color":"FF000000","HSBColor":"0,100,100","White":0,"Channel":[100,0,0,0]})");
  CHECK(
      block(LightKind::rgbcw, {true, 60, 153, 84, 100}) ==
      R"({"POWER":"ON","Dimmer":60,"Color":"5C99000000","HSBColor":"84,100,60","White":0,"CT":153,"Channel":[36,60,0,0,0]})");
}

TEST_CASE("tasmota 8: a lamp that shows its white has no light in its colour") {
  CHECK(
      block(LightKind::rgbcw, {false, 100, 500, 84, 100}) ==
      R"({"POWER":"ON","Dimmer":100,"Color":"00000000FF","HSBColor":"84,100,0","White":100,"CT":500,"Channel":[0,0,0,0,100]})");
}

TEST_CASE("a lamp that never said how bright it is tells its switch alone") {
  CHECK(block(LightKind::rgbcw, {}) == R"({"POWER":"ON"})");
}

TEST_CASE("tasmota 8: STATE has the light block behind MqttCount, and how the lamp is set up") {
  ColourLamp lamp;
  JsonWriter json;
  write_state(json, lamp.view());
  CHECK(json.text().find(R"("MqttCount":1,"POWER":"ON","Dimmer":60,"Color":"5C99000000","HSBColor":"84,100,60",)"
                         R"("White":0,"CT":153,"Channel":[36,60,0,0,0],"Scheme":0,"Fade":"OFF","Speed":1,)"
                         R"("LedTable":"ON","Hostname":)") != std::string::npos);
}

TEST_CASE("tasmota 8: a lamp beside other relays is the last of them") {
  Lamp lamp(LightKind::dimmer);
  lamp.state.relays = {Power::off, Power::on};
  JsonWriter json;
  write_state(json, lamp.view());
  CHECK(json.text().find(R"("POWER1":"OFF","POWER2":"ON","Dimmer":60,"Fade")") != std::string::npos);
  CHECK(lamp.told("Dimmer", "10") == result(R"({"POWER2":"ON","Dimmer":10})"));
}

TEST_CASE("tasmota 8: Dimmer switches on, 0 switches off, and no POWER is sent") {
  Lamp lamp(LightKind::dimmer);
  lamp.state.relays = {Power::off};
  CHECK(lamp.told("Dimmer", "30") == result(R"({"POWER":"ON","Dimmer":30})"));
  CHECK(lamp.told("Dimmer", "0") == result(R"({"POWER":"OFF","Dimmer":30})"));
  CHECK(lamp.ordered("Dimmer", "30").levels == brightness(30));
  CHECK(lamp.ordered("Dimmer", "30").power == true);
  CHECK(lamp.ordered("Dimmer3", "100").levels == brightness(100));
  lamp.send("SetOption20", "1");
  CHECK_FALSE(lamp.ordered("Dimmer", "30").power);
  CHECK(lamp.ordered("Dimmer", "0").power == false);
}

TEST_CASE("tasmota 8: Dimmer goes by steps, and to its ends") {
  struct Case {
    const char* payload;
    unsigned to;
  };
  for (const Case& each : {Case{"+", 70}, Case{"-", 50}, Case{"+5", 65}, Case{"-5", 55}, Case{"+99", 100},
                           Case{"-99", 1}, Case{"<", 1}, Case{">", 100}, Case{"+5x", 5}}) {
    CAPTURE(each.payload);
    Lamp lamp(LightKind::dimmer);
    CHECK(lamp.ordered("Dimmer", each.payload).levels.brightness == each.to);
  }
  Lamp lamp(LightKind::dimmer);
  CHECK(lamp.told("DimmerStep", "25") == result(R"({"DimmerStep":25})"));
  CHECK(lamp.ordered("Dimmer", "+").levels.brightness == 85U);
  CHECK(lamp.told("DimmerStep", "99") == result(R"({"DimmerStep":50})"));
}

TEST_CASE("tasmota 8: a Dimmer that is out of range asks") {
  for (const char* asks : {"", "?", "101", "abc", "!"}) {
    CAPTURE(asks);
    Lamp lamp(LightKind::dimmer);
    CHECK(lamp.told("Dimmer", asks) == result(R"({"Dimmer":60})"));
  }
}

TEST_CASE("what a lamp shows that is away is Offline") {
  Lamp lamp(LightKind::rgbcw);
  lamp.condition = {};
  for (const char* word : {"Dimmer", "CT", "White", "HSBColor", "Color", "Channel"}) {
    CAPTURE(word);
    CHECK(lamp.send(word).outcome == Outcome::offline);
  }
  CHECK(lamp.send("Dimmer", "5").orders.size() == 1);  // it may come back in time
}

TEST_CASE("tasmota 8: CT lights the white") {
  ColourLamp lamp;
  CHECK(
      lamp.told("CT", "500") ==
      result(
          R"({"POWER":"ON","Dimmer":60,"Color":"0000000099","HSBColor":"84,100,0","White":60,"CT":500,"Channel":[0,0,0,0,60]})"));
  CHECK(lamp.told("CT") == result(R"({"CT":500})"));
  CHECK(lamp.told("CT", "501") == result(R"({"CT":500})"));
  CHECK(lamp.ordered("CT", "-").levels.ct == 466U);
  CHECK(lamp.ordered("CT", "+").levels.ct == 500U);
  CHECK(Lamp(LightKind::rgbw).send("CT", "200").outcome == Outcome::refused);
}

TEST_CASE("tasmota 8: HSBColor sets one, two or three parts, or one by its index") {
  ColourLamp lamp;
  CHECK(lamp.ordered("HSBColor", "10").levels == LightLevels{true, {}, {}, 10, {}});
  CHECK(lamp.ordered("HSBColor", "360,50").levels == LightLevels{true, {}, {}, 0, 50});
  CHECK(lamp.ordered("HSBColor", "10,50,200").levels == LightLevels{true, 100, {}, 10, 50});
  CHECK(lamp.ordered("HsbColor1", "84").levels == LightLevels{true, {}, {}, 84, {}});
  CHECK(lamp.ordered("HsbColor2", "100").levels == LightLevels{true, {}, {}, {}, 100});
  CHECK(lamp.ordered("HsbColor3", "7").levels == LightLevels{true, 7, {}, {}, {}});
  CHECK(lamp.ordered("HSBColor3", "0").power == false);
  CHECK(
      lamp.told("HSBColor") ==
      result(
          R"({"POWER":"ON","Dimmer":60,"Color":"5C99000000","HSBColor":"84,100,60","White":0,"CT":153,"Channel":[36,60,0,0,0]})"));
  CHECK(Lamp(LightKind::ct).send("HSBColor", "1,2,3").outcome == Outcome::refused);
}

TEST_CASE("tasmota 8: Color in hex, in decimals, by number, and asked for") {
  ColourLamp lamp;
  const LightLevels red{true, 100, {}, 0, 100};
  for (const char* payload : {"FF0000", "#ff0000", "FF00000000", "255,0,0", "1"}) {
    CAPTURE(payload);
    CHECK(lamp.ordered("Color", payload).levels == red);
  }
  CHECK(lamp.ordered("Color2", "255,0,0").levels == LightLevels{true, {}, {}, 0, 100});
  CHECK(lamp.ordered("Color2", "255,0,0=").levels == LightLevels{true, {}, {}, 0, 100});
  CHECK(lamp.ordered("Color", "000000FF").levels == LightLevels{false, 100, 153, {}, {}});
  CHECK(lamp.ordered("Color", "00000000FF").levels == LightLevels{false, 100, 500, {}, {}});
  CHECK(lamp.ordered("Color", "201").levels == LightLevels{false, 100, 153, {}, {}});
  CHECK(lamp.ordered("Color", "000000").power == false);
  for (const char* asks : {"", "99", "blue", "230"}) {
    CAPTURE(asks);
    CHECK(lamp.told("Color", asks) == result(R"({"Color":"5C99000000"})"));
  }
  CHECK(Lamp(LightKind::ct).ordered("Color", "00FF").levels == LightLevels{false, 100, 500, {}, {}});
  CHECK(lamp.send("Color3", "FF0000").outcome == Outcome::refused);
  CHECK(Lamp(LightKind::dimmer).told("Color", "FF0000") == result(R"({"Command":"Error","Input":"COLOR FF0000"})"));
}

TEST_CASE("tasmota 8: White lights the white instead of the colour") {
  ColourLamp lamp;
  CHECK(lamp.told("White") == result(R"({"White":0})"));
  CHECK(lamp.ordered("White", "20").levels == LightLevels{false, 20, {}, {}, {}});
  CHECK(lamp.send("White", "0").orders.empty());  // it is dark already
  CHECK(Lamp(LightKind::ct).ordered("White", "0").power == false);
  CHECK(Lamp(LightKind::rgb).send("White", "20").outcome == Outcome::refused);
}

TEST_CASE("tasmota 8: Channel sets one channel and answers with it") {
  Lamp lamp(LightKind::rgb, {{}, 100, {}, 0, 100});
  CHECK(lamp.told("Channel2", "100") == result(R"({"Channel2":100})"));
  CHECK(lamp.state.light->levels == LightLevels{true, 100, {}, 60, 100});
  CHECK(lamp.told("Channel3") == result(R"({"Channel3":0})"));
  CHECK(lamp.send("Channel4", "1").outcome == Outcome::refused);
  ColourLamp colour;
  CHECK(colour.ordered("Channel4", "50").levels == LightLevels{false, 50, 153, {}, {}});  // and the colour goes out
}

TEST_CASE("tasmota 8: Fade, Speed, Scheme and LedTable are remembered and told") {
  ColourLamp lamp;
  CHECK(lamp.told("Fade", "1") == result(R"({"Fade":"ON"})"));
  CHECK(lamp.told("Fade2", "0") == result(R"({"Fade":"ON"})"));
  CHECK(lamp.told("Fade", "TOGGLE") == result(R"({"Fade":"OFF"})"));
  CHECK(lamp.told("Speed", "20") == result(R"({"Speed":20})"));
  CHECK(lamp.told("Speed", "+") == result(R"({"Speed":19})"));
  CHECK(lamp.told("Speed", "41") == result(R"({"Speed":19})"));
  CHECK(lamp.told("Speed2", "4") == result(R"({"Speed2":4})"));
  CHECK(lamp.options.speed == 19);
  CHECK(lamp.told("Scheme", "0") == result(R"({"Scheme":0})"));
  CHECK(lamp.told("Scheme", "2") == result(R"({"Scheme":0})"));
  CHECK(lamp.told("LedTable", "0") == result(R"({"LedTable":"OFF"})"));
  CHECK(render_options(lamp.options) == R"({"Speed":19,"LedTable":0})");
}

TEST_CASE("home-assistant 2: what Home Assistant's Tasmota light sends ends in the right colour, without POWER") {
  ColourLamp lamp;
  lamp.state.relays = {Power::off};
  lamp.state.light->levels = {false, 10, 300, 0, 0};
  const Reply backlog = lamp.send(
      "Backlog", "NoDelay;Fade2 1;NoDelay;Speed2 4;NoDelay;Dimmer 60;NoDelay;HsbColor1 84;NoDelay;HsbColor2 100");
  REQUIRE(backlog.backlog);
  Lines lines;
  for (const BacklogCommand& each : backlog.backlog->commands) {
    if (each.word.name == "NODELAY") continue;
    View seen = lamp.view();
    const Reply reply = respond(seen, each.word, each.payload);
    for (const Message& message : reply.messages) lines.push_back(line(message));
    for (const Order& order : reply.orders) {
      lamp.obey(std::get<SetLight>(order.command));
      for (const Message& message : render_answer(lamp.state, order, Outcome::confirmed, lamp.options)) {
        lines.push_back(line(message));
      }
    }
  }
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == R"(stat/RESULT {"Fade":"OFF"})");
  CHECK(lines[1] == R"(stat/RESULT {"Speed2":4})");
  CHECK(lines[2].starts_with(R"(stat/RESULT {"POWER":"ON","Dimmer":60,)"));
  CHECK(
      lines[4] ==
      R"(stat/RESULT {"POWER":"ON","Dimmer":60,"Color":"5C99000000","HSBColor":"84,100,60","White":0,"CT":300,"Channel":[36,60,0,0,0]})");
}

TEST_CASE("tasmota 3: light words keep to SetOption4, to '_' and to the outcomes") {
  Lamp lamp(LightKind::dimmer);
  CHECK(lamp.told("_Dimmer", "5").empty());
  CHECK(lamp.obeyed("dimmer", "5", Outcome::unconfirmed) ==
        Lines{R"(stat/RESULT {"Command":"Unconfirmed","Input":"DIMMER 5"})"});
  lamp.options.answers_by_command = 1;
  CHECK(lamp.told("dimmer", "7") == Lines{R"(stat/DIMMER {"POWER":"ON","Dimmer":7})"});
}

TEST_CASE("tasmota 10: a device without a lamp knows no light word") {
  Plug plug;
  for (const char* word : {"Dimmer", "Color", "CT", "HSBColor", "White", "Channel", "Fade", "Speed", "Scheme"}) {
    CAPTURE(word);
    CHECK(transcript(plug.send(word, "1").messages)[0].find(R"("Command":"Unknown")") != std::string::npos);
  }
}
