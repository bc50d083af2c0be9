// Options as the broker hears them: what they make of what goes out, and that they hold over restarts.

#include <doctest/doctest.h>

#include "journal.h"

using namespace presad;
using namespace presad::testing;

namespace {

std::string first_words(const std::string& line) { return line.substr(0, line.find('{')); }

Lines first_words(Lines lines) {
  for (std::string& line : lines) line = first_words(line);
  return lines;
}

}  // namespace

TEST_CASE("an option that is answered is with the store already, and holds over a restart") {
  const auto store = std::make_shared<FakeStore>();
  {
    HouseOfPlugs house(store);
    house.add_online("plug");
    Journal journal(house);
    house.command("plug/SetOption26", "1");
    CHECK(journal.take() == Lines{R"(store options {"SetOption26":1})", R"(stat/plug/RESULT {"SetOption26":"ON"})"});
    house.command("plug/DeviceName", "Kettle");
  }
  HouseOfPlugs house(store);
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/DeviceName");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"DeviceName":"Kettle"})"});
  plug.show(1, Power::on);
  CHECK(house.said_by(plug) == Lines{R"(stat/plug/RESULT {"POWER1":"ON"})", "stat/plug/POWER1 ON"});
}

TEST_CASE("options that are as by default are forgotten") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/SetOption26", "1");
  house.command("plug/SetOption26", "0");
  CHECK_FALSE(house.store->facts("plug").contains("options"));
}

TEST_CASE("options that cannot be read are as by default") {
  const auto store = std::make_shared<FakeStore>();
  store->put("plug", "options", "{\"SetOption26\":7,");
  HouseOfPlugs house(store);
  house.add_online("plug");
  house.command("plug/SetOption26");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"SetOption26":"OFF"})"});
}

TEST_CASE("with PowerRetain POWER is retained, RESULT never, and retiring clears it") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/PowerRetain", "1");
  house.said();
  plug.show(1, Power::on);
  CHECK(house.said_by(plug) == Lines{"stat/plug/RESULT {\"POWER\":\"ON\"}", "stat/plug/POWER (retained) ON"});
  house.bridge.remove("plug", true);
  CHECK(house.said() ==
        Lines{"tele/plug/LWT (retained) Offline", "tele/plug/LWT (retained) ", "stat/plug/POWER (retained) "});
}

TEST_CASE("tasmota 3: with SetOption59 STATE goes ahead of RESULT and POWER on a set, not on a question") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/SetOption59", "1");
  house.said();
  house.command("plug/POWER", "ON");
  plug.obey();
  CHECK(first_words(house.said_by(plug)) == Lines{"tele/plug/STATE ", "stat/plug/RESULT ", "stat/plug/POWER ON"});
  plug.show(1, Power::off);
  CHECK(first_words(house.said_by(plug)) == Lines{"tele/plug/STATE ", "stat/plug/RESULT ", "stat/plug/POWER OFF"});
  house.command("plug/POWER");
  plug.answer(Outcome::unchanged);
  CHECK(first_words(house.said_by(plug)) == Lines{"stat/plug/RESULT ", "stat/plug/POWER OFF"});
}

TEST_CASE("tasmota 3: with SetOption90 a plug says RESULT alone") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  house.command("plug/SetOption90", "1");
  house.said();
  plug.show(1, Power::on);
  CHECK(house.said_by(plug) == Lines{"stat/plug/RESULT {\"POWER\":\"ON\"}"});
}

TEST_CASE("a name for a whole group names nobody") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("tasmotas/DeviceName", "All");
  CHECK(house.said() == Lines{R"(stat/plug/RESULT {"DeviceName":"plug"})"});
}

TEST_CASE("Restart 1 introduces a device without a session of its own anew") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/Restart", "1");
  CHECK(first_words(house.said()) == Lines{"stat/plug/RESULT ", "tele/plug/LWT (retained) Online", "cmnd/plug/POWER ",
                                           "tele/plug/INFO1 ", "tele/plug/INFO2 ", "tele/plug/INFO3 ",
                                           "stat/plug/RESULT ", "stat/plug/POWER OFF"});
}

TEST_CASE("Restart 1 leaves the introduction to the return of the session") {
  HouseOfPlugs house;
  testing::FakeDevice& plug = house.add_online("plug");
  plug.has_own_session = true;
  house.command("plug/Restart", "1");
  CHECK(first_words(house.said()) == Lines{"stat/plug/RESULT "});
  CHECK(plug.restarts == 1);
  plug.go_offline(Trouble::starting, "its session is begun anew, by command");
  house.settle(plug);
  CHECK(first_words(house.said()) == Lines{"tele/plug/LWT (retained) Offline"});
  plug.come_online({Power::off});
  house.settle(plug);
  CHECK(first_words(house.said()) == Lines{"tele/plug/LWT (retained) Online", "cmnd/plug/POWER ", "tele/plug/INFO1 ",
                                           "tele/plug/INFO2 ", "tele/plug/INFO3 ", "stat/plug/RESULT ",
                                           "stat/plug/POWER OFF"});
}

TEST_CASE("Restart 1 twice: what is gone already, though nobody was told yet, is introduced with its return") {
  HouseOfPlugs house;
  testing::FakeDevice& plug = house.add_online("plug");
  plug.has_own_session = true;
  house.command("plug/Restart", "1");
  plug.go_offline(Trouble::starting, "its session is begun anew, by command");
  plug.has_own_session = false;
  house.command("plug/Restart", "1");
  house.settle(plug);
  CHECK(house.broker.retained_on("tele/plug/LWT") == "Offline");
  house.said();
  plug.come_online({Power::off});
  house.settle(plug);
  CHECK(first_words(house.said()) == Lines{"tele/plug/LWT (retained) Online", "cmnd/plug/POWER ", "tele/plug/INFO1 ",
                                           "tele/plug/INFO2 ", "tele/plug/INFO3 ", "stat/plug/RESULT ",
                                           "stat/plug/POWER OFF"});
}

TEST_CASE("with SetOption4 a request's answer reaches its response topic all the same") {
  HouseOfPlugs house;
  house.add_online("plug");
  house.command("plug/SetOption4", "1");
  house.said();
  mqtt::Received request;
  request.topic = "cmnd/plug/PowerOnState";
  request.response_topic = "answers/here";
  house.broker.deliver(request);
  CHECK(house.said() == Lines{R"(stat/plug/POWERONSTATE {"PowerOnState":3})", R"(answers/here {"PowerOnState":3})"});
}
