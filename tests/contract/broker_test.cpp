// What the rest of the house may rely on, whatever Broker it holds.

#include <doctest/doctest.h>

#include "contract/broker_worlds.h"

using namespace presad;
using namespace presad::testing;

#define FOR_EVERY_BROKER FakeWorld, Mqtt5World, Mqtt311World

namespace {

/// Starts the broker under test and waits until it is connected and hears what it subscribed to.
template <class World>
void connect(World& world, Told& told) {
  world.broker().start(told);
  world.broker_comes();
  REQUIRE(world.until([&] { return told.connected == 1; }));
  world.subscribed();
}

template <class World>
bool until_seen(World& world, const std::string& all) {
  return world.until([&] { return world.seen_in_order() == all; });
}

}  // namespace

TEST_CASE_TEMPLATE("a broker that is away at the start is found when it comes, and told once", World,
                   FOR_EVERY_BROKER) {
  World world;
  Told told;
  world.broker().start(told);
  CHECK_FALSE(world.broker().connected());
  world.a_while();
  CHECK(told.connected == 0);
  CHECK(told.lost.empty());  // there was nothing to lose
  world.broker_comes();
  REQUIRE(world.until([&] { return told.connected == 1; }));
  CHECK(world.broker().connected());
  world.a_while();
  CHECK(told.connected == 1);
}

TEST_CASE_TEMPLATE("what is published reaches the others in order, RESULT before POWER", World, FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  world.broker().publish("stat/plug/RESULT", R"({"POWER":"ON"})", false);
  world.broker().publish("stat/plug/POWER", "ON", false);
  CHECK(until_seen(world, R"(stat/plug/RESULT={"POWER":"ON"} stat/plug/POWER=ON )"));
}

TEST_CASE_TEMPLATE("only what is published to be retained stays on the broker", World, FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  world.broker().publish("stat/plug/POWER", "ON", false);
  world.broker().publish("stat/plug/kept", "yes", true);
  REQUIRE(world.until([&] { return world.seen() == 2; }));
  CHECK(world.retained_on("stat/plug/kept") == "yes");
  CHECK_FALSE(world.retained_on("stat/plug/POWER").has_value());
}

TEST_CASE_TEMPLATE("somebody else's message is told as it came, and only on what is subscribed", World,
                   FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  const std::string binary("\x00\xFF\n", 3);
  world.other_publishes("elsewhere/plug", "no");
  world.other_publishes("cmnd/plug/Binary", binary);
  world.other_publishes("cmnd/plug/Power", "");
  REQUIRE(world.until([&] { return told.messages.size() == 2; }));
  CHECK(told.messages[0].topic == "cmnd/plug/Binary");
  CHECK(told.messages[0].payload == binary);
  CHECK(told.messages[1].payload.empty());
  for (const auto& message : told.messages) {
    CHECK_FALSE(message.retained);
    CHECK_FALSE(message.own);
    CHECK_FALSE(message.response_topic.has_value());
  }
}

TEST_CASE_TEMPLATE("a command that lay on the broker before is told to be retained", World, FOR_EVERY_BROKER) {
  World world;
  Told told;
  world.broker_comes();
  world.other_publishes("cmnd/plug/POWER", "ON", true);
  world.broker().start(told);
  world.broker_comes();
  REQUIRE(world.until([&] { return !told.messages.empty(); }));
  CHECK(told.messages[0].retained);
  CHECK_FALSE(told.messages[0].own);
  world.other_publishes("cmnd/plug/POWER", "OFF", true);  // live for whoever listens
  REQUIRE(world.until([&] { return told.messages.size() == 2; }));
  CHECK_FALSE(told.messages[1].retained);
}

TEST_CASE_TEMPLATE("while away the latest of each topic is kept, and sent on return in the order of writing", World,
                   FOR_EVERY_BROKER) {
  World world;
  Told told;
  world.broker().start(told);
  world.broker().publish("stat/a/POWER", "ON", false);
  world.broker().publish("stat/b/POWER", "ON", false);
  world.broker().publish("stat/a/POWER", "OFF", false);
  told.when_connected = [&] { world.broker().publish("tele/presad/LWT", "Online", true); };
  world.broker_comes();
  CHECK(until_seen(world, "tele/presad/LWT=Online stat/b/POWER=ON stat/a/POWER=OFF "));
}

TEST_CASE_TEMPLATE("what on_connected() publishes replaces what was kept for the topic", World, FOR_EVERY_BROKER) {
  World world;
  Told told;
  world.broker().start(told);
  world.broker().publish("stat/a/STATE", "old", false);
  world.broker().publish("stat/b/STATE", "kept", false);
  told.when_connected = [&] { world.broker().publish("stat/a/STATE", "new", false); };
  world.broker_comes();
  CHECK(until_seen(world, "stat/a/STATE=new stat/b/STATE=kept "));
}

TEST_CASE_TEMPLATE("a broker that is killed is told to be lost once, and found again with its subscriptions", World,
                   FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  for (int round = 1; round <= 2; ++round) {
    world.broker_goes();
    REQUIRE(world.until([&] { return told.lost.size() == static_cast<std::size_t>(round); }));
    CHECK_FALSE(told.lost.back().empty());
    CHECK_FALSE(world.broker().connected());
    world.broker().publish("stat/a/POWER", std::to_string(round), false);
    world.a_while();
    CHECK(told.lost.size() == static_cast<std::size_t>(round));
    world.broker_comes();
    REQUIRE(world.until([&] { return told.connected == round + 1; }));
    CHECK(until_seen(world, "stat/a/POWER=" + std::to_string(round) + ' '));
    told.messages.clear();
    world.other_publishes("cmnd/plug/POWER", "ON");
    CHECK(world.until([&] { return told.on("cmnd/plug/POWER") != nullptr; }));
  }
}

TEST_CASE_TEMPLATE("a message of one's own is never told as somebody else's", World, FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  world.broker().publish("tele/presad/LWT", "Online", false);  // among the subscriptions
  REQUIRE(world.until([&] { return world.seen() == 1; }));
  world.other_publishes("tele/plug/LWT", "Online");
  REQUIRE(world.until([&] { return told.on("tele/plug/LWT") != nullptr; }));
  for (const auto& message : told.messages) CHECK(message.own == (message.topic == "tele/presad/LWT"));
  CHECK(told.messages.size() <= 2);
}

TEST_CASE_TEMPLATE("a payload of 10 MiB is cut one byte beyond the limit and hurts nothing", World, FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  world.other_publishes("cmnd/plug/POWER", std::string(10 * 1024 * 1024, 'x'));
  world.other_publishes("cmnd/plug/POWER", std::string(mqtt::max_payload_size, 'y'));
  REQUIRE(world.until([&] { return told.messages.size() == 2; }));
  CHECK(told.messages[0].payload == std::string(mqtt::max_payload_size + 1, 'x'));
  CHECK(told.messages[1].payload == std::string(mqtt::max_payload_size, 'y'));
  CHECK(world.broker().connected());
}

TEST_CASE_TEMPLATE("20,000 messages at once come in, all and in order", World, FOR_EVERY_BROKER) {
  constexpr std::size_t count = 20'000;
  World world;
  Told told;
  connect(world, told);
  for (std::size_t i = 0; i < count; ++i) world.other_publishes("cmnd/plug/POWER", std::to_string(i));
  REQUIRE(world.until([&] { return told.messages.size() == count; }));
  for (std::size_t i = 0; i < count; ++i) REQUIRE(told.messages[i].payload == std::to_string(i));
}

TEST_CASE_TEMPLATE("20,000 messages at once go out, all and in order", World, FOR_EVERY_BROKER) {
  constexpr std::size_t count = 20'000;
  World world;
  Told told;
  connect(world, told);
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    world.broker().publish("stat/plug/COUNT", number, false);
    all += "stat/plug/COUNT=" + number + ' ';
  }
  REQUIRE(world.until([&] { return world.seen() == count; }));
  CHECK(world.seen_in_order() == all);
}

TEST_CASE_TEMPLATE("an answer to a request goes out while connected, and is not kept while away", World,
                   FOR_EVERY_BROKER) {
  World world;
  Told told;
  world.broker().start(told);
  world.broker().respond("stat/answer", "late", as_bytes("id"));
  world.broker_comes();
  REQUIRE(world.until([&] { return told.connected == 1; }));
  world.broker().respond("stat/answer", "in time", as_bytes("id"));
  CHECK(until_seen(world, "stat/answer=in time "));
}

TEST_CASE_TEMPLATE("stop() sends what is pending, says goodbye, and nothing is told after it", World,
                   FOR_EVERY_BROKER) {
  World world;
  Told told;
  connect(world, told);
  for (int i = 0; i < 100; ++i) world.broker().publish("stat/plug/COUNT", std::to_string(i), false);
  world.broker().publish("tele/presad/LWT", "Offline, in order", true);
  world.broker().stop();
  CHECK_FALSE(world.broker().connected());
  REQUIRE(world.until([&] { return world.seen() == 101; }));
  CHECK(world.retained_on("tele/presad/LWT") == "Offline, in order");  // and not the will's text
  world.other_publishes("cmnd/plug/POWER", "ON");
  world.a_while();
  CHECK(told.on("cmnd/plug/POWER") == nullptr);
  CHECK(told.lost.empty());
  CHECK(told.connected == 1);
}
