// Sessions against a plug model: kept, found dead or half-dead, replaced; and what is wrong is told apart.

#include <doctest/doctest.h>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {
constexpr Version all_versions[] = {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5};
}

TEST_CASE("an idle session lives on one connection for a day, in every version") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Stage stage(plug_settings(version));
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.run_for(24h);
    CHECK(stage.link->condition().online);
    CHECK(stage.dials.size() == 1);
  }
}

TEST_CASE("bytes that come one at a time, or all at once, make no difference") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Stage stage(plug_settings(version));
    stage.weather.chunk = 1;
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.apply(stage.plug.press(1, stage.clock.now()));
    CHECK(stage.run_until([&] { return stage.link->state().relays.at(0) == Power::on; }, 1s));
  }
}

TEST_CASE("a restart of the session is seen as an absence, and is no evidence of a power cut") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Stage stage(plug_settings(version));
    stage.targets.power_on = PowerOn::on;
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.restart_session();
    CHECK_FALSE(stage.connected());
    CHECK_FALSE(stage.link->condition().online);
    CHECK(stage.link->condition().trouble == Trouble::starting);
    REQUIRE(stage.run_until_online());
    stage.run_for(10s);
    CHECK(stage.dials.size() == 2);
    CHECK(stage.most_open_connections == 1);
    CHECK(stage.edges.empty());
  }
}

TEST_CASE("a command in flight when its session is restarted is done on the next one") {
  Stage stage(plug_settings(Version::v3_5));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_air(false);
  const CommandId command = stage.switch_relay(1, PowerAction::on);
  stage.restart_session();
  stage.set_air(true);
  REQUIRE(stage.run_until([&] { return stage.answered(command); }));
  CHECK(stage.outcome(command) == Outcome::confirmed);
}

TEST_CASE("where there is no session a restart of it changes nothing") {
  Stage stage(plug_settings(Version::v3_3));
  stage.set_air(false);
  stage.start();
  REQUIRE(stage.run_until([&] { return stage.dials.size() == 1 && !stage.link->has_session(); }));
  const std::size_t told = stage.conditions.size();
  stage.restart_session();
  CHECK(stage.conditions.size() == told);
  CHECK(stage.dials.size() == 1);
}

TEST_CASE("a press of the button is told within the push") {
  Stage stage(plug_settings(Version::v3_5));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.apply(stage.plug.press(1, stage.clock.now()));
  REQUIRE(stage.run_until([&] { return stage.link->state().relays.at(0) == Power::on; }, 100ms));
  CHECK(stage.answers.empty());
}

TEST_CASE("a plug that lost its power is noticed by its silence and taken back when it returns") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.apply(stage.plug.unplug(stage.clock.now()));
  REQUIRE(stage.run_until([&] { return !stage.link->condition().online; }, 40s));
  CHECK_FALSE(stage.link->condition().cause.empty());
  stage.run_for(5min);
  stage.apply(stage.plug.plug_in(stage.clock.now()));
  REQUIRE(stage.run_until_online());
  CHECK(stage.most_open_connections == 1);
}

TEST_CASE("a session that answers heartbeats and nothing else is found by a command and replaced") {
  Stage stage(plug_settings(Version::v3_4));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("half-dead=1");
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  REQUIRE(stage.run_until([&] { return stage.dials.size() > 1; }, 15s));
  CHECK(stage.run_until([&] { return stage.answered(on); }, 60s));
}

TEST_CASE("a session that answers heartbeats and nothing else is found without a command too") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.set_fault("half-dead=1");
  CHECK(stage.run_until([&] { return stage.dials.size() > 1; }, 150s));
}

TEST_CASE("a session that no longer pushes is found by a reading and replaced") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.apply(stage.plug.press(1, stage.clock.now()));
  stage.run_for(1s);
  stage.set_fault("mute-push");
  stage.apply(stage.plug.press(1, stage.clock.now()));
  CHECK(stage.run_until([&] { return stage.dials.size() > 1; }, 65s));
  CHECK(stage.link->state().relays.at(0) == Power::off);
}

TEST_CASE("a hiccup of the connection is not told as an absence") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  const std::size_t told = stage.conditions.size();
  stage.set_fault("cut-after=1frames");
  stage.apply(stage.plug.press(1, stage.clock.now()));
  stage.run_for(100ms);
  stage.apply(stage.plug.clear_faults(stage.clock.now()));
  stage.run_for(10s);
  CHECK(stage.dials.size() == 2);
  CHECK(stage.link->condition().online);
  CHECK(stage.conditions.size() == told);
}

TEST_CASE("attempts back off, are jittered, and there is never more than one") {
  Stage stage(plug_settings(Version::v3_3));
  stage.set_fault("refuse");
  stage.start();
  stage.run_for(10min);
  REQUIRE(stage.dials.size() > 15);
  CHECK(stage.dials.size() < 35);
  CHECK(stage.most_open_connections == 1);
  for (std::size_t i = 8; i < stage.dials.size(); ++i) {
    const Duration gap = stage.dials[i] - stage.dials[i - 1];
    CHECK(gap >= 24s);
    CHECK(gap <= 37s);
  }
}

TEST_CASE("a fresh announcement ends the waiting") {
  Stage stage(plug_settings(Version::v3_3));
  stage.set_fault("refuse");
  stage.start();
  stage.run_for(5min);
  stage.apply(stage.plug.clear_faults(stage.clock.now()));
  stage.announce(home, Version::v3_3);
  CHECK(stage.run_until([&] { return stage.link->condition().online; }, 500ms));
}

TEST_CASE("announcements that never stop do not shorten the back-off again and again") {
  Stage stage(plug_settings(Version::v3_3));
  stage.set_fault("refuse");
  stage.start();
  for (int i = 0; i < 120; ++i) {
    stage.announce(home, Version::v3_3);
    stage.run_for(5s);
  }
  CHECK(stage.dials.size() < 35);
}

TEST_CASE("a device22 is read by a set of nulls, and asked the ordinary way again on the next connection") {
  for (const Version version : {Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    simulator::PlugSettings settings = plug_settings(version);
    settings.device22 = true;
    Stage stage(settings);
    stage.start();
    REQUIRE(stage.run_until_online());
    const CommandId on = stage.switch_relay(1, PowerAction::on);
    REQUIRE(stage.run_until([&] { return stage.answered(on); }));
    CHECK(stage.outcome(on) == Outcome::confirmed);
    stage.run_for(10min);
    CHECK(stage.dials.size() == 1);
    CHECK(stage.link->condition().online);
  }
}

TEST_CASE("a relay whose position the plug does not say is undefined, not off, and a command cures it") {
  Stage stage(plug_settings(Version::v3_3));
  stage.set_fault("undefined-relay");
  stage.start();
  REQUIRE(stage.run_until([&] { return stage.link->condition().trouble == Trouble::relay_undefined; }, 30s));
  CHECK_FALSE(stage.link->condition().online);
  const CommandId on = stage.switch_relay(1, PowerAction::on);
  REQUIRE(stage.run_until([&] { return stage.answered(on); }, 20s));
  CHECK(stage.outcome(on) == Outcome::confirmed);
  CHECK(stage.run_until([&] { return stage.link->condition().online; }, 1s));
}

TEST_CASE("a wrong key is called a wrong key where a frame arrived and failed its check") {
  for (const Version version : {Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(tuya::name(version));
    simulator::PlugSettings settings = plug_settings(version);
    settings.key_mismatch = simulator::KeyMismatch::answer;
    tuya::LinkSettings link = link_settings(settings);
    link.local_key = key("fedcba9876543210");
    Stage stage(settings, link);
    stage.start();
    REQUIRE(stage.run_until([&] { return stage.link->condition().trouble == Trouble::key_wrong; }, 30s));
    CHECK(stage.link->condition().cause.find("local_key") != std::string::npos);
    CHECK(stage.link->condition().cause.find("fedcba") == std::string::npos);
  }
}

TEST_CASE("a wrong version is called a wrong version where the device's own frames or words show it") {
  struct Row {
    Version inventory;
    Version real;
  };
  for (const Row& row :
       {Row{Version::v3_1, Version::v3_2}, Row{Version::v3_1, Version::v3_3}, Row{Version::v3_2, Version::v3_1},
        Row{Version::v3_3, Version::v3_1}, Row{Version::v3_3, Version::v3_5}, Row{Version::v3_4, Version::v3_5},
        Row{Version::v3_5, Version::v3_4}}) {
    CAPTURE(tuya::name(row.inventory));
    CAPTURE(tuya::name(row.real));
    simulator::PlugSettings settings = plug_settings(row.real);
    settings.key_mismatch = simulator::KeyMismatch::answer;
    tuya::LinkSettings link = link_settings(settings);
    link.version = row.inventory;
    Stage stage(settings, link);
    stage.start();
    CHECK(stage.run_until([&] { return stage.link->condition().trouble == Trouble::version_wrong; }, 30s));
  }
}

TEST_CASE("a handshake that is closed or not answered names all that it may be") {
  for (const auto mismatch : {simulator::KeyMismatch::close, simulator::KeyMismatch::silent}) {
    simulator::PlugSettings settings = plug_settings(Version::v3_4);
    settings.key_mismatch = mismatch;
    tuya::LinkSettings link = link_settings(settings);
    link.local_key = key("fedcba9876543210");
    Stage stage(settings, link);
    stage.start();
    REQUIRE(stage.run_until([&] { return !stage.link->condition().cause.empty(); }, 30s));
    CHECK(stage.link->condition().trouble != Trouble::key_wrong);
    CHECK(stage.link->condition().cause.find("local_key or version wrong") != std::string::npos);
    CHECK(stage.link->condition().cause.find("slot") != std::string::npos);
  }
}

TEST_CASE("a key that was changed while a session lives is found out") {
  Stage stage(plug_settings(Version::v3_5));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.apply(stage.plug.rotate_key(key("fedcba9876543210"), stage.clock.now()));
  CHECK(stage.run_until([&] { return !stage.link->condition().online; }, 30s));
}

TEST_CASE("what is wrong is told apart") {
  struct Row {
    const char* fault;
    Trouble trouble;
  };
  for (const Row& row : {Row{"refuse", Trouble::connection_refused}, Row{"accept-reset", Trouble::slot_taken},
                         Row{"silent", Trouble::silent}, Row{"undefined-relay", Trouble::relay_undefined}}) {
    CAPTURE(row.fault);
    Stage stage(plug_settings(Version::v3_3));
    stage.set_fault(row.fault);
    stage.start();
    CHECK(stage.run_until([&] { return stage.link->condition().trouble == row.trouble; }, 60s));
    CHECK_FALSE(stage.link->condition().cause.empty());
  }
  Stage nobody(plug_settings(Version::v3_3));
  nobody.plug_address = elsewhere;
  nobody.start();
  CHECK(nobody.run_until([&] { return nobody.link->condition().trouble == Trouble::unreachable; }, 60s));
}

TEST_CASE("damaged frames between good ones cost nothing but themselves") {
  for (const char* const fault :
       {"garbage-before", "garbage-between", "merge", "split", "duplicate-push", "wrong-sequence"}) {
    CAPTURE(fault);
    Stage stage(plug_settings(Version::v3_3));
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.set_fault(fault);
    const CommandId on = stage.switch_relay(1, PowerAction::on);
    REQUIRE(stage.run_until([&] { return stage.answered(on); }));
    CHECK(stage.outcome(on) == Outcome::confirmed);
    CHECK(stage.dials.size() == 1);
  }
}

TEST_CASE("a deadline that comes early changes nothing") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  for (int i = 0; i < 1000; ++i) {
    const tuya::LinkEffects effects = stage.link->on_deadline(stage.clock.moment());
    REQUIRE(effects.send.empty());
    REQUIRE(effects.events.empty());
    REQUIRE_FALSE(effects.hang_up);
  }
}

TEST_CASE(
    "a remembered version that a firmware update made wrong is given up after three sessions that came to nothing") {
  simulator::PlugSettings settings = plug_settings(Version::v3_3);
  tuya::LinkSettings link = link_settings(settings);
  link.version.reset();
  link.remembered.facts = {{"device_id", link.device_id}, {"address", home}, {"version", "3.4"}};
  Stage stage(settings, link);
  stage.start();
  REQUIRE(stage.run_until([&] { return stage.link->condition().online; }, 3min));
  CHECK(stage.link->condition().protocol == "3.3");
  CHECK(stage.learned.at("version") == "3.3");
}
