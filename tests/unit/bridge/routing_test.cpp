// Whom a message is for: own topic, group, fallback topic, presad, somebody else, nobody.

#include <doctest/doctest.h>

#include "base/json.h"
#include "house_of_plugs.h"
#include "support/captured_log.h"

using namespace presad;
using namespace presad::testing;

TEST_CASE("a command on the fallback topic is answered on the fallback topic") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug", "84E3427A1B2C");
  house.command("DVES_7A1B2C_fb/POWER", "ON");
  REQUIRE(plug.given().size() == 1);
  plug.obey();
  const Lines lines = house.said_by(plug);
  REQUIRE(lines.size() >= 2);
  CHECK(lines[0] == "stat/DVES_7A1B2C_fb/RESULT {\"POWER\":\"ON\"}");
  CHECK(lines[1] == "stat/DVES_7A1B2C_fb/POWER ON");
}

TEST_CASE("a fallback topic of no plug of ours is not answered") {
  HouseOfPlugs house;
  house.add_online("plug", "84E3427A1B2C");
  house.command("DVES_000000_fb/POWER", "ON");
  CHECK(house.said().empty());
}

TEST_CASE("a command on the group topic is for every plug, each answers on its own topic") {
  HouseOfPlugs house;
  FakeDevice& first = house.add_online("plug_a", "84E3427A1B2C");
  FakeDevice& second = house.add_online("plug_b", "84E3427A1B2D");
  house.command("tasmotas/POWER", "ON");
  REQUIRE(first.given().size() == 1);
  REQUIRE(second.given().size() == 1);
  first.obey();
  second.obey();
  house.settle(first);
  house.settle(second);
  CHECK(house.broker.last_on("stat/plug_a/POWER") == "ON");
  CHECK(house.broker.last_on("stat/plug_b/POWER") == "ON");
}

TEST_CASE("a command for nobody is answered by presad, with the topic that was perhaps meant") {
  HouseOfPlugs house;
  house.add_online("plug_kitchen");
  house.command("plug_kichen/POWER", "ON");
  const Lines expected = {
      R"(stat/presad/RESULT {"Command":"Unknown","Input":"POWER ON","Topic":"plug_kichen","Nearest":"plug_kitchen"})"};
  CHECK(house.said() == expected);
  house.command("plug_kichen/POWER", "ON");
  CHECK(house.said() == expected);  // each time, not only the first
}

TEST_CASE("a command for a topic like no other is answered without a guess") {
  HouseOfPlugs house;
  house.add_online("plug_kitchen");
  house.command("zz9/POWER", "?");
  CHECK(house.said() == Lines{R"(stat/presad/RESULT {"Command":"Unknown","Input":"POWER ?","Topic":"zz9"})"});
}

TEST_CASE("a topic that nobody knows is complained of once in the log") {
  HouseOfPlugs house;
  house.add_online("plug_kitchen");
  const CapturedLog log;
  for (int i = 0; i < 3; ++i) house.command("plug_kichen/POWER", "ON");
  const std::string text = log.text();
  const auto first = text.find("which is in no inventory");
  REQUIRE(first != std::string::npos);
  CHECK(text.find("which is in no inventory", first + 1) == std::string::npos);
}

TEST_CASE("a retained command is never executed, and the log says how to remove it") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  house.broker.publish_as_other("cmnd/plug/POWER", "ON", true);
  const CapturedLog log;
  house.broker.come();
  plug.come_online({Power::off});
  house.settle(plug);
  CHECK(plug.given().empty());
  CHECK(log.contains("mosquitto_pub -r -n -t 'cmnd/plug/POWER'"));
}

TEST_CASE("a retained command on a fallback topic is never executed") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug", "84E3427A1B2C");
  house.broker.deliver({"cmnd/DVES_7A1B2C_fb/POWER", "ON", true, false, {}, {}});
  CHECK(plug.given().empty());
}

TEST_CASE("a retained command for nobody does not spoil the guess for those that follow") {
  HouseOfPlugs house;
  house.broker.publish_as_other("cmnd/plug_kichen/POWER", "ON", true);
  house.add_online("plug_kitchen");
  house.command("plug_kichen/POWER", "ON");
  CHECK(house.broker.last_on("stat/presad/RESULT").value_or("").find("\"Nearest\":\"plug_kitchen\"") !=
        std::string::npos);
}

TEST_CASE("presad's own messages are no commands") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  house.broker.deliver({"cmnd/plug/POWER", "ON", false, true, {}, {}});
  house.broker.deliver({"cmnd/nobody/POWER", "ON", false, true, {}, {}});
  CHECK(plug.given().empty());
  CHECK(house.said().empty());
}

TEST_CASE("a topic that somebody else is Online for is left to him, until he goes") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.broker.publish_as_other("tele/real_tasmota/LWT", "Online", true);
  house.command("real_tasmota/POWER", "ON");
  CHECK(house.said().empty());
  house.broker.publish_as_other("tele/real_tasmota/LWT", "Offline", true);
  house.command("real_tasmota/POWER", "ON");
  CHECK(house.said().size() == 1);
}

TEST_CASE("what was Online on a broker that went is asked of it anew") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.broker.publish_as_other("tele/real_tasmota/LWT", "Online");
  house.broker.go();
  house.broker.come();
  house.said();
  house.command("real_tasmota/POWER", "ON");
  CHECK(house.said().size() == 1);
}

TEST_CASE("a topic of the inventory that its own device answers is left alone") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.bridge.leave_alone("sonoff");
  house.command("sonoff/POWER", "ON");
  CHECK(house.said().empty());
  house.bridge.forget_left_alone();
  house.command("sonoff/POWER", "ON");
  CHECK(house.said().size() == 1);
}

TEST_CASE("somebody who speaks on a plug's LWT does not take the plug from us") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  house.broker.publish_as_other("tele/plug/LWT", "Online");
  house.command("plug/POWER", "ON");
  CHECK(plug.given().size() == 1);
}

TEST_CASE("an MQTT 5 request is answered on its response topic too") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.broker.deliver({"cmnd/plug/POWER", "ON", false, false, "answers/7", to_bytes("c1")});
  plug.obey();
  house.settle(plug);
  const std::vector<FakeBroker::Sent> sent = house.broker.take_sent();
  REQUIRE(sent.size() == 3);
  CHECK(sent[0].topic == "stat/plug/RESULT");
  CHECK(sent[1].topic == "stat/plug/POWER");
  CHECK(sent[2] == FakeBroker::Sent{"answers/7", R"({"POWER":"ON"})", false, "c1"});
}

TEST_CASE("an MQTT 5 request that fails is answered on its response topic by its outcome") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.broker.deliver({"cmnd/plug/POWER", "ON", false, false, "answers/7", to_bytes("c2")});
  plug.answer(Outcome::offline);
  house.settle(plug);
  CHECK(house.broker.last_on("answers/7") == R"({"Command":"Offline","Input":"POWER ON"})");
}

TEST_CASE("Reload is answered when it is done, or by what is wrong") {
  HouseOfPlugs house;
  house.add_online("plug");
  int reloads = 0;
  house.on_reload = [&] {
    ++reloads;
    return Result<bool>(true);
  };
  house.command("presad/Reload");
  CHECK(house.said() == Lines{R"(stat/presad/RESULT {"Reload":"Done"})"});
  house.on_reload = [] { return Result<bool>(fail(ErrorKind::bad_config, "line 3: no such key")); };
  house.command("presad/RELOAD");
  CHECK(house.said() == Lines{R"(stat/presad/RESULT {"Reload":"line 3: no such key"})"});
  CHECK(reloads == 1);
}

TEST_CASE("presad itself has no relay") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("presad/POWER", "ON");
  CHECK(house.said() == Lines{R"(stat/presad/RESULT {"Command":"Unknown","Input":"POWER ON"})"});
}

TEST_CASE("topics of other shapes are nobody's business") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add_online("plug");
  for (const char* const topic : {"", "/", "cmnd", "cmnd/", "cmnd/plug", "stat/plug/POWER", "tele/plug/STATE"}) {
    house.broker.deliver({topic, "ON", false, false, {}, {}});
  }
  CHECK(plug.given().empty());
  CHECK(house.said().empty());
}
