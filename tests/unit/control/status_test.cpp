#include "control/status.h"

#include <doctest/doctest.h>

#include "control/overview.h"

using namespace presad;
using namespace presad::control;
using namespace std::chrono_literals;

namespace {

Overview plug() {
  Overview plug;
  plug.topic = "presa1";
  plug.name = "Lamp";
  plug.module = "Tuya Plug";
  plug.hardware_id = "020000A1B2C3";
  plug.condition = {false, Trouble::relay_undefined, "it does not say", "192.0.2.7", "3.4", "assert", WallTime(1000s)};
  plug.state.relays = {Power::on, Power::off, Power::undefined};
  plug.state.meter = Meter{42.5, 230.1, std::nullopt};
  plug.ended = {3, 1, 0, 0, 2, 0};
  plug.last_outcome = Outcome::offline;
  plug.last_latency = 12300us;
  plug.heard = WallTime(2000s);
  plug.total_kwh = 1.234;
  plug.today_kwh = 0.5;
  return plug;
}

Overview again(const Overview& overview) {
  JsonWriter json;
  write_overview(json, overview);
  const auto parsed = parse_json(json.text());
  REQUIRE(parsed);
  const auto read = read_overview(*parsed);
  REQUIRE(read);
  return *read;
}

}  // namespace

TEST_CASE("an overview is the same on the other side") {
  const Overview sent = plug();
  const Overview read = again(sent);
  CHECK(read.topic == sent.topic);
  CHECK(read.name == sent.name);
  CHECK(read.module == sent.module);
  CHECK(read.hardware_id == sent.hardware_id);
  CHECK(read.answering == sent.answering);
  CHECK(read.condition == sent.condition);
  CHECK(read.state == sent.state);
  CHECK(read.ended == sent.ended);
  CHECK(read.last_outcome == sent.last_outcome);
  CHECK(read.last_latency == sent.last_latency);
  CHECK(read.heard == sent.heard);
  CHECK(read.total_kwh == sent.total_kwh);
  CHECK(read.today_kwh == sent.today_kwh);
}

TEST_CASE("every trouble and every answering has a word that is read back") {
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(Trouble::cid_unknown); ++i) {
    Overview sent = plug();
    sent.condition.trouble = static_cast<Trouble>(i);
    CHECK(again(sent).condition.trouble == sent.condition.trouble);
  }
  for (const Answering each : {Answering::presad, Answering::itself, Answering::nobody}) {
    Overview sent = plug();
    sent.answering = each;
    CHECK(again(sent).answering == each);
  }
}

TEST_CASE("a device of which nothing is known says nothing that is not so") {
  Overview blank;
  blank.topic = "presa1";
  JsonWriter json;
  write_overview(json, blank);
  CHECK(json.text() ==
        R"({"topic":"presa1","answering":"presad","online":false,"session":"starting","relays":[],"commands":)"
        R"({"confirmed":0,"unchanged":0,"unconfirmed":0,"superseded":0,"offline":0,"refused":0}})");
  CHECK(again(blank).heard == std::nullopt);
}

TEST_CASE("a status is the same on the other side, and says whether there is more") {
  StatusReply sent;
  sent.daemon = {"0.1.0", 4711, 3600s, "presad", "localhost", 1883, true, 2, "up", 1, 3, {5, 4, 3, 2, 1, 0}};
  sent.devices = {plug()};
  sent.next = "presa1";
  const auto json = parse_json(render_status(sent));
  REQUIRE(json);
  const auto read = read_status(*json);
  REQUIRE(read);
  CHECK(read->daemon.version == "0.1.0");
  CHECK(read->daemon.pid == 4711);
  CHECK(read->daemon.uptime == 3600s);
  CHECK(read->daemon.topic == "presad");
  CHECK(read->daemon.broker_host == "localhost");
  CHECK(read->daemon.broker_port == 1883);
  CHECK(read->daemon.broker_connected);
  CHECK(read->daemon.broker_connects == 2);
  CHECK(read->daemon.fence == "up");
  CHECK(read->daemon.online == 1);
  CHECK(read->daemon.offline == 3);
  CHECK(read->daemon.ended == sent.daemon.ended);
  REQUIRE(read->devices.size() == 1);
  CHECK(read->devices.front().topic == "presa1");
  CHECK(read->next == "presa1");
}

TEST_CASE("what is no status is refused, and strange values are none") {
  CHECK_FALSE(read_status(*parse_json("{}")));
  CHECK_FALSE(read_status(*parse_json(R"({"daemon":{},"devices":[{}]})")));
  const auto read = read_overview(*parse_json(
      R"({"topic":"a","since_at":-5,"heard_at":99999999999999,"relays":[1,"on",1,1,1,1,1,1,1,1],"last_outcome":"?"})"));
  REQUIRE(read);
  CHECK(read->condition.since == WallTime{});
  CHECK(read->state.relays.size() == max_relays);
  CHECK(read->last_outcome == std::nullopt);
}
