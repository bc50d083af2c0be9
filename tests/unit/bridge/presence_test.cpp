// Who is there: connect sequences, LWT, and what is left behind.

#include <doctest/doctest.h>

#include "base/json.h"
#include "house_of_plugs.h"

using namespace presad;
using namespace presad::testing;

namespace {

std::string first_words(const std::string& line) { return line.substr(0, line.find('{')); }

}  // namespace

TEST_CASE("a plug is introduced in Tasmota's order") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  CHECK(plug.started());
  house.broker.come();
  CHECK(house.said() == Lines{"tele/presad/LWT (retained) Online", "tele/plug/LWT (retained) Offline"});
  plug.come_online({Power::on});
  Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 7);
  CHECK(lines[0] == "tele/plug/LWT (retained) Online");
  CHECK(lines[1] == "cmnd/plug/POWER ");
  CHECK(first_words(lines[2]) == "tele/plug/INFO1 ");
  CHECK(first_words(lines[3]) == "tele/plug/INFO2 ");
  CHECK(first_words(lines[4]) == "tele/plug/INFO3 ");
  CHECK(lines[5] == "stat/plug/RESULT {\"POWER\":\"ON\"}");
  CHECK(lines[6] == "stat/plug/POWER ON");
}

TEST_CASE("a plug that was online before the broker came is introduced when it comes") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug", "84E3427A1B2C", 2);
  plug.come_online({Power::on, Power::off});
  CHECK(house.said_by(plug).empty());
  house.broker.come();
  const Lines lines = house.said();
  REQUIRE(lines.size() == 10);
  CHECK(lines[1] == "tele/plug/LWT (retained) Online");
  CHECK(lines[2] == "cmnd/plug/POWER ");
  CHECK(lines[6] == "stat/plug/RESULT {\"POWER1\":\"ON\"}");
  CHECK(lines[7] == "stat/plug/POWER1 ON");
  CHECK(lines[8] == "stat/plug/RESULT {\"POWER2\":\"OFF\"}");
  CHECK(lines[9] == "stat/plug/POWER2 OFF");
}

TEST_CASE("a plug that joins while the broker is there says at once that it is not yet") {
  HouseOfPlugs house;
  house.broker.come();
  house.said();
  house.add("late");
  CHECK(house.said() == Lines{"tele/late/LWT (retained) Offline"});
}

TEST_CASE("a plug that goes says Offline, and its STATE says why") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  plug.go_offline(Trouble::silent, "heartbeats are no longer answered");
  const Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "tele/plug/LWT (retained) Offline");
  CHECK(first_words(lines[1]) == "tele/plug/STATE ");
  const auto state = parse_json(lines[1].substr(lines[1].find('{')));
  REQUIRE(state);
  REQUIRE(state->find("Presad") != nullptr);
  CHECK(*state->find("Presad")->find("Session")->string() == "silent");
  CHECK(*state->find("Presad")->find("Cause")->string() == "heartbeats are no longer answered");
}

TEST_CASE("another cause while offline is told in STATE alone") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  house.broker.come();
  house.said();
  plug.go_offline(Trouble::unreachable, "nobody answers");
  const Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 1);
  CHECK(first_words(lines[0]) == "tele/plug/STATE ");
}

TEST_CASE("a plug that comes back says Online, and tells what changed meanwhile") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  plug.go_offline(Trouble::silent, "gone");
  house.said_by(plug);
  plug.come_online({Power::on});
  Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 5);
  CHECK(first_words(lines[4]) == "tele/plug/STATE ");  // the last one said why it was away
  CHECK(lines[4].find("\"Session\":\"established\"") != std::string::npos);
  lines.pop_back();
  CHECK(lines == Lines{"stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER ON", "tele/plug/LWT (retained) Online",
                       "cmnd/plug/POWER "});
}

TEST_CASE("a plug that is online and does not do what it is told says so in STATE") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  Condition condition = plug.condition();
  condition.cause = "relay 1 does not follow";
  plug.become(condition);
  const Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 1);
  CHECK(first_words(lines[0]) == "tele/plug/STATE ");
  CHECK(lines[0].find("relay 1 does not follow") != std::string::npos);
}

TEST_CASE("what changes while the broker is away is told when it is back, the latest state alone") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.broker.go();
  for (const Power power : {Power::on, Power::off, Power::on}) {
    plug.show(1, power);
    house.settle(plug);
  }
  CHECK(house.said().empty());
  house.broker.come();
  CHECK(house.said() == Lines{"tele/presad/LWT (retained) Online", "tele/plug/LWT (retained) Online",
                              "cmnd/plug/POWER ", "stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER ON"});
}

TEST_CASE("a plug that went while the broker was away is Offline on the broker's return") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.broker.go();
  plug.go_offline(Trouble::silent, "gone");
  house.settle(plug);
  house.broker.come();
  CHECK(house.broker.retained_on("tele/plug/LWT") == "Offline");
  CHECK(house.broker.last_on("tele/plug/STATE"));
}

TEST_CASE("a broker that comes just before a plug tells that it is online hears all of it, and once") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  plug.come_online({Power::on});
  house.broker.come();
  CHECK(house.said() == Lines{"tele/presad/LWT (retained) Online", "tele/plug/LWT (retained) Offline"});
  Lines lines = house.said_by(plug);
  REQUIRE(lines.size() == 7);
  for (const std::size_t info : {2, 3, 4}) CHECK(lines[info].starts_with("tele/plug/INFO"));
  CHECK(lines[2].find("Fake Plug") != std::string::npos);
  lines.erase(lines.begin() + 2, lines.begin() + 5);
  CHECK(lines == Lines{"tele/plug/LWT (retained) Online", "cmnd/plug/POWER ", "stat/plug/RESULT {\"POWER\":\"ON\"}",
                       "stat/plug/POWER ON"});
}

TEST_CASE("while the broker is busy a plug waits with its introduction, and its changes are in it") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  house.broker.come();
  house.said();
  house.broker.be_busy(true);
  plug.come_online({Power::off});
  plug.show(1, Power::on);
  CHECK(house.said_by(plug).empty());
  house.broker.be_busy(false);
  CHECK(run_until(house.loop, [&] { return house.broker.last_on("stat/plug/POWER"); }));
  const Lines lines = house.said();
  REQUIRE(lines.size() == 7);
  CHECK(lines[0] == "tele/plug/LWT (retained) Online");
  CHECK(lines[6] == "stat/plug/POWER ON");
}

TEST_CASE("a plug that goes before its turn is not introduced, and one whose broker goes is greeted by the next") {
  HouseOfPlugs house;
  FakeDevice& gone = house.add("gone", "84E3427A1B2C");
  FakeDevice& stays = house.add("stays", "84E3427A1B2D");
  house.broker.come();
  house.broker.be_busy(true);
  gone.come_online({Power::on});
  stays.come_online({Power::on});
  house.settle(stays);
  gone.go_offline(Trouble::silent, "gone");
  house.settle(gone);
  house.broker.go();
  house.broker.come();
  house.said();
  house.broker.be_busy(false);
  CHECK(run_until(house.loop, [&] { return house.broker.retained_on("tele/stays/LWT") == "Online"; }));
  CHECK(house.broker.last_on("tele/stays/INFO1"));
  CHECK(house.broker.retained_on("tele/gone/LWT") == "Offline");
  CHECK_FALSE(house.broker.last_on("tele/gone/INFO1"));
}

TEST_CASE("a plug removed before its turn is not spoken of again") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add("plug");
  house.broker.come();
  house.broker.be_busy(true);
  plug.come_online({Power::on});
  house.settle(plug);
  house.bridge.remove("plug", true);
  FakeDevice& other = house.add("other", "84E3427A1B2D");
  other.come_online({Power::on});
  house.settle(other);
  house.said();
  house.broker.be_busy(false);
  CHECK(run_until(house.loop, [&] { return house.broker.last_on("stat/other/POWER"); }));
  CHECK_FALSE(house.broker.last_on("tele/plug/INFO1"));
}

TEST_CASE("a plug that was removed while its broker was away leaves nothing retained, though it was never greeted") {
  HouseOfPlugs house;
  house.add("plug");
  house.bridge.remove("plug", true);
  house.broker.come();
  REQUIRE(house.broker.retained_on("tele/plug/LWT") == "Offline");  // what was kept goes out
  CHECK(run_until(house.loop, [&] { return !house.broker.retained_on("tele/plug/LWT"); }));
}

TEST_CASE("a plug that goes before its turn is Offline in the end, though it was announced meanwhile") {
  HouseOfPlugs house(std::make_shared<FakeStore>(), tasmota::Discovery::mqtt);
  FakeDevice& plug = house.add("plug");
  house.broker.come();
  house.broker.go();
  house.broker.come();  // a second later it is announced
  house.broker.be_busy(true);
  plug.come_online({Power::on});
  house.settle(plug);
  REQUIRE(run_until(house.loop, [&] {
    return house.broker.retained_on("homeassistant/device/presad_84e3427a1b2c/config").has_value();
  }));
  plug.go_offline(Trouble::silent, "gone");
  house.settle(plug);
  house.broker.be_busy(false);
  FakeDevice& other = house.add("other", "84E3427A1B2D");
  other.come_online({Power::on});
  CHECK(run_until(house.loop, [&] { return house.broker.last_on("stat/other/POWER"); }));
  CHECK(house.broker.retained_on("tele/plug/LWT") == "Offline");
}

TEST_CASE("a plug that joins a busy broker and is removed before its turn leaves nothing retained") {
  HouseOfPlugs house;
  house.broker.come();
  house.broker.be_busy(true);
  house.add("plug");
  house.bridge.remove("plug", true);
  CHECK_FALSE(house.broker.retained_on("tele/plug/LWT"));
}

TEST_CASE("who watches presad itself hears of a plug whose broker went before its turn") {
  HouseOfPlugs house;
  struct Watcher {
    void on_said(std::string_view, std::string_view topic, std::string_view payload) {
      if (topic == "tele/plug/LWT") presence = payload;
    }
    std::string presence;
  } watcher;
  house.bridge.on_said(bridge::Publisher::Listener::to<&Watcher::on_said>(&watcher));
  FakeDevice& plug = house.add("plug");
  house.broker.come();
  house.broker.be_busy(true);
  plug.come_online({Power::on});
  house.settle(plug);
  house.broker.go();
  CHECK(watcher.presence == "Online");
}

TEST_CASE("a plug removed for good leaves nothing retained, and its commands are nobody's") {
  HouseOfPlugs house;
  house.add_online("plug");
  REQUIRE(house.broker.retained_on("tele/plug/LWT") == "Online");
  house.bridge.remove("plug", true);
  CHECK(house.said() == Lines{"tele/plug/LWT (retained) Offline", "tele/plug/LWT (retained) "});
  CHECK_FALSE(house.broker.retained_on("tele/plug/LWT"));
  house.command("DVES_7A1B2C_fb/POWER", "ON");
  CHECK(house.said().empty());
}

TEST_CASE("a plug removed for another to take its place stays Offline on the broker") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.bridge.remove("plug", false);
  CHECK(house.broker.retained_on("tele/plug/LWT") == "Offline");
  house.bridge.remove("plug", true);  // not there any more
  CHECK(house.broker.retained_on("tele/plug/LWT") == "Offline");
}

TEST_CASE("presad that leaves says Offline for all that it answers for") {
  HouseOfPlugs house;
  house.add_online("plug_a", "84E3427A1B2C");
  house.add_online("plug_b", "84E3427A1B2D");
  house.bridge.leave();
  CHECK(house.said() == Lines{"tele/plug_a/LWT (retained) Offline", "tele/plug_b/LWT (retained) Offline",
                              "tele/presad/LWT (retained) Offline"});
}

TEST_CASE("on another broker every plug is introduced anew") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.bridge.leave();
  FakeBroker other;
  house.bridge.replace(other, {});
  other.come();
  CHECK(other.retained_on("tele/plug/LWT") == "Online");
  CHECK(other.last_on("tele/plug/INFO1"));
  CHECK(other.last_on("stat/plug/POWER") == "OFF");
}

TEST_CASE("a plug is told whether somebody may be listening to its readings") {
  HouseOfPlugs house;
  const FakeDevice& plug = house.add("plug");
  CHECK_FALSE(plug.has_audience());
  house.broker.come();
  CHECK(plug.has_audience());
  CHECK(house.add("late", "84E3427A1B2D").has_audience());
  house.broker.go();
  CHECK_FALSE(plug.has_audience());
}

TEST_CASE("presad counts who is there") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug_a", "84E3427A1B2C");
  house.add("plug_b", "84E3427A1B2D");
  CHECK(house.bridge.presence().online == 1);
  CHECK(house.bridge.presence().offline == 1);
  plug.go_offline(Trouble::silent, "gone");
  house.settle(plug);
  CHECK(house.bridge.presence().online == 0);
  CHECK(house.bridge.presence().offline == 2);
}
