// tests/simulator/plug_model.h: power, port, connections, keys.

#include "simulator/plug_model.h"

#include <doctest/doctest.h>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tuya::CommandCode;
using tuya::Version;

TEST_CASE("a plug is running and its port open from the start") {
  Bench bench;
  CHECK(bench.model.powered());
  CHECK(bench.model.port() == Port::open);
  CHECK(bench.model.relay(1) == Power::off);
}

TEST_CASE("negotiation gives a session on 3.4 and 3.5, under a fresh key every time") {
  for (const Version version : {Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& first = bench.connect();
    CHECK(bench.told("negotiated connection=1"));
    first.query();
    CHECK(first.count(CommandCode::dp_query_new) == 1);
    first.close();
    Client& second = bench.connect();
    second.query();
    CHECK(second.count(CommandCode::dp_query_new) == 1);
    CHECK(second.faults.empty());
  }
}

TEST_CASE("before the negotiation is over nothing else is answered") {
  Bench bench(make_settings(Version::v3_4));
  Client& client = bench.connect_only(Version::v3_4);
  client.query();
  client.heart_beat();
  CHECK(client.pieces.empty());
  CHECK_FALSE(client.closed);
}

TEST_CASE("a finish with the wrong proof ends the connection") {
  Bench bench(make_settings(Version::v3_4));
  Client& client = bench.connect_only(Version::v3_4);
  tuya::Nonce nonce{};
  client.send(tuya::make_session_key_start(nonce));
  REQUIRE(client.count(CommandCode::session_key_response) == 1);
  client.send(tuya::make_session_key_finish(*parse_local_key(other_key), nonce));
  CHECK(client.closed);
  CHECK(bench.told("disconnected connection=1 why=\"negotiation failed\""));
}

TEST_CASE("a second start on an established session changes nothing") {
  Bench bench(make_settings(Version::v3_5));
  Client& client = bench.connect();
  client.send(tuya::make_session_key_start({}));
  CHECK(client.pieces.size() == 1);  // the first response
  client.query();
  CHECK(client.count(CommandCode::dp_query_new) == 1);
}

TEST_CASE("with another key 3.4 and 3.5 close, 3.3 answers under its own key, 3.1 can still be read") {
  for (const Version version : {Version::v3_4, Version::v3_5}) {
    Bench bench(make_settings(version));
    Client& client = bench.connect(other_key);
    CHECK(client.closed);
    CHECK(client.pieces.empty());
  }
  Bench bench;
  Client& client = bench.connect(other_key);
  client.query();
  CHECK_FALSE(client.closed);
  REQUIRE(client.faults.size() == 1);
  CHECK(client.faults[0].undecipherable);
  CHECK(client.heard.empty());

  Bench old(make_settings(Version::v3_1));
  Client& reader = old.connect(other_key);
  reader.query();
  CHECK(reader.last(CommandCode::dp_query).carries_datapoints);
  reader.set(1, true);
  CHECK(old.model.relay(1) == Power::off);
}

TEST_CASE("what a wrong key meets can be chosen") {
  PlugSettings settings = make_settings(Version::v3_4);
  settings.key_mismatch = KeyMismatch::answer;
  Bench answering(settings);
  Client& answered = answering.connect(other_key);
  CHECK_FALSE(answered.closed);
  REQUIRE(answered.faults.size() >= 1);
  CHECK(answered.faults[0].undecipherable);

  settings.key_mismatch = KeyMismatch::silent;
  Bench silent(settings);
  Client& ignored = silent.connect(other_key);
  CHECK_FALSE(ignored.closed);
  CHECK(ignored.pieces.empty());

  settings = make_settings(Version::v3_3);
  settings.key_mismatch = KeyMismatch::close;
  Bench closing(settings);
  Client& dropped = closing.connect(other_key);
  dropped.query();
  CHECK(dropped.closed);
}

TEST_CASE("a client of another version gets no session") {
  for (const Version of_plug : all_versions) {
    for (const Version of_client : all_versions) {
      const bool ciphers_alike = (of_plug == Version::v3_2 && of_client == Version::v3_3) ||
                                 (of_plug == Version::v3_3 && of_client == Version::v3_2);
      const bool plain = of_client == Version::v3_1 || of_plug == Version::v3_1;
      if (of_plug == of_client || ciphers_alike || plain) continue;
      CAPTURE(tuya::name(of_plug));
      CAPTURE(tuya::name(of_client));
      Bench bench(make_settings(of_plug));
      Client& client = bench.connect_only(of_client);
      if (tuya::negotiates_session_key(of_client)) {
        client.negotiate();
      } else {
        client.query();
      }
      CHECK_FALSE(bench.told("negotiated connection=1"));
      CHECK(client.heard.empty());
    }
  }
}

TEST_CASE("a 3.3 plug spoken to as 3.1 says it could not parse that") {
  Bench bench;
  Client& client = bench.connect_only(Version::v3_1);
  client.query();
  REQUIRE(client.pieces.size() == 1);
  tuya::Wire reader(Version::v3_3, *parse_local_key(test_key), tuya::Role::client);
  reader.receive(client.pieces[0]);
  const auto read = reader.next();
  REQUIRE(read.has_value());
  REQUIRE(std::holds_alternative<tuya::Message>(*read));
  CHECK(std::get<tuya::Message>(*read).payload == "parse data error");
  CHECK(std::get<tuya::Message>(*read).return_code == 1);
}

TEST_CASE("one client too many is turned away, and served once the first has gone") {
  Bench bench;
  Client& first = bench.connect();
  Client& second = bench.connect();
  CHECK(second.closed);
  CHECK_FALSE(second.reset);
  first.query();
  CHECK(first.count(CommandCode::dp_query) == 1);
  first.close();
  Client& third = bench.connect();
  third.query();
  CHECK(third.count(CommandCode::dp_query) == 1);
}

TEST_CASE("a plug with three slots serves three and pushes to all of them") {
  PlugSettings settings = make_settings(Version::v3_5, "strip");
  settings.max_connections = 3;
  settings.rejection = Rejection::reset;
  Bench bench(settings);
  Client* clients[] = {&bench.connect(), &bench.connect(), &bench.connect()};
  CHECK(bench.connect().reset);
  clients[1]->set(2, true);
  for (const Client* each : clients) CHECK(each->count(CommandCode::status) == 1);
  CHECK(clients[0]->count(CommandCode::control_new) == 0);
  CHECK(clients[1]->count(CommandCode::control_new) == 1);
}

TEST_CASE("connections held in silence are bounded") {
  PlugSettings settings = make_settings();
  settings.rejection = Rejection::silent;
  Bench bench(settings);
  bench.connect();
  for (int times = 0; times < 100; ++times) bench.connect();
  CHECK(bench.model.connections() <= 16);
}

TEST_CASE("a connection without traffic is closed after the idle limit, one with heartbeats is not") {
  PlugSettings settings = make_settings();
  settings.max_connections = 2;
  Bench bench(settings);
  Client& quiet = bench.connect();
  Client& lively = bench.connect();
  for (int beats = 0; beats < 6; ++beats) {
    bench.run(seconds(9));
    lively.heart_beat();
  }
  CHECK(quiet.closed);
  CHECK_FALSE(lively.closed);
  CHECK(lively.count(CommandCode::heart_beat) == 6);
  CHECK(bench.told("disconnected connection=1 why=idle"));
}

TEST_CASE("a plug that loses power says no farewell and looks dark until it has booted") {
  Bench bench;
  Client& client = bench.connect();
  bench.apply(bench.model.unplug(bench.clock.now()));
  CHECK_FALSE(client.closed);
  CHECK(bench.model.port() == Port::dark);
  client.query();
  client.heart_beat();
  CHECK(client.pieces.empty());
  CHECK(bench.deadline == never);

  bench.apply(bench.model.plug_in(bench.clock.now()));
  CHECK(bench.model.port() == Port::dark);
  client.heart_beat();
  CHECK_FALSE(client.reset);  // nobody there yet, not even to refuse
  bench.run(milliseconds(1999));
  CHECK(bench.model.port() == Port::dark);
  bench.run(milliseconds(1));
  CHECK(bench.model.port() == Port::open);
  client.heart_beat();  // on a connection of its former life
  CHECK(client.reset);
  Client& next = bench.connect();
  next.query();
  CHECK(next.count(CommandCode::dp_query) == 1);
}

TEST_CASE("relays remember over a power cut, and buttons do nothing during one") {
  Bench bench;
  bench.press();
  bench.apply(bench.model.unplug(bench.clock.now()));
  bench.press();
  CHECK(bench.model.relay(1) == Power::on);
  bench.apply(bench.model.plug_in(bench.clock.now()));
  bench.run(seconds(3));
  CHECK(bench.model.relay(1) == Power::on);
}

TEST_CASE("what relays do by themselves at a power-up is told as their movement, and what they keep is not") {
  PlugSettings settings = make_settings(Version::v3_3, "strip", 2);
  settings.relay_status = "on";
  Bench bench(settings);
  bench.press(2);
  bench.apply(bench.model.unplug(bench.clock.now()));
  bench.events.clear();
  bench.apply(bench.model.plug_in(bench.clock.now()));
  REQUIRE(bench.events.size() == 2);
  CHECK(render_event(bench.events[0]) == "power now=booting");
  CHECK(render_event(bench.events[1]) == "switched relay=1 power=on by=power-up");
}

TEST_CASE("a reboot in mid-handshake leaves a plug that negotiates anew") {
  Bench bench(make_settings(Version::v3_4));
  Client& client = bench.connect_only(Version::v3_4);
  client.send(tuya::make_session_key_start({}));
  bench.apply(bench.model.reboot(bench.clock.now()));
  bench.run(seconds(2));
  client.send(tuya::make_session_key_finish(*parse_local_key(test_key), {}));
  CHECK(client.reset);
  Client& next = bench.connect();
  next.query();
  CHECK(next.count(CommandCode::dp_query_new) == 1);
}

TEST_CASE("with a rotated key the old one opens nothing and the new one all") {
  for (const Version version : {Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    Client& before = bench.connect();
    bench.apply(bench.model.rotate_key(*parse_local_key(other_key), bench.clock.now()));
    CHECK(before.reset);
    Client& with_old = bench.connect(test_key);
    if (!with_old.closed) with_old.query();
    CHECK(with_old.heard.empty());
    with_old.close();
    Client& with_new = bench.connect(other_key);
    with_new.query();
    CHECK(
        with_new.last(with_new.heard.empty() ? CommandCode::status : with_new.heard.back().command).carries_datapoints);
  }
}

TEST_CASE("an early, late or spurious deadline changes nothing") {
  Bench bench;
  Client& client = bench.connect();
  bench.run(seconds(1));
  const Timestamp before = bench.deadline;
  for (int times = 0; times < 3; ++times) bench.apply(bench.model.on_deadline(bench.clock.now()));
  CHECK(bench.deadline == before);
  CHECK(client.pieces.empty());
  CHECK_FALSE(client.closed);
}

TEST_CASE("rubbish from a client is survived") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Bench bench(make_settings(version));
    SeededRandom noise(99);
    for (int times = 0; times < 20; ++times) {
      Client& client = bench.connect_only(version);
      Bytes rubbish(3000);
      noise.fill(rubbish);
      client.send_bytes(rubbish);
      client.close();
    }
    Client& client = bench.connect();
    client.heart_beat();
    CHECK(client.count(CommandCode::heart_beat) == 1);
  }
}

TEST_CASE("events render as one line each, whatever a client sent") {
  PlugEvent event;
  event.kind = PlugEvent::Kind::switched;
  event.relay = 2;
  event.power = Power::on;
  event.text = "client";
  CHECK(render_event(event) == "switched relay=2 power=on by=client");
  event = {};
  event.kind = PlugEvent::Kind::undeciphered;
  event.connection = 7;
  event.text = "a\nb";
  CHECK(render_event(event).find('\n') == std::string::npos);
  CHECK(render_event({PlugEvent::Kind::connected, 3, 0, Power::undefined, ""}) == "connected connection=3");
}
