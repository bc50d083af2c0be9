// What the inventory need not say: where a plug is, which version it speaks, what it has got.

#include <doctest/doctest.h>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {
constexpr Version all_versions[] = {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5};
}

TEST_CASE("the address may be missing: the announcement brings it") {
  const simulator::PlugSettings settings = plug_settings(Version::v3_4);
  tuya::LinkSettings link = link_settings(settings);
  link.address.clear();
  link.version.reset();
  Stage stage(settings, link);
  stage.start();
  stage.run_for(60s);
  CHECK(stage.dials.empty());
  CHECK(stage.link->condition().trouble == Trouble::no_address);
  stage.announce(home, Version::v3_4);
  CHECK(stage.run_until_online());
  CHECK(stage.link->condition().address == home);
  CHECK(stage.link->condition().protocol == "3.4");
}

TEST_CASE("a plug that moved is followed, without a second connection") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  stage.apply(stage.plug.unplug(stage.clock.now()));
  stage.plug_address = elsewhere;
  stage.apply(stage.plug.plug_in(stage.clock.now()));
  stage.run_for(3s);
  stage.announce(elsewhere, Version::v3_3);
  REQUIRE(stage.run_until(
      [&] { return stage.link->condition().address == elsewhere && stage.link->condition().online; }, 10s));
  CHECK(stage.most_open_connections == 1);
}

TEST_CASE("a forged announcement does not take a living session away") {
  Stage stage(plug_settings(Version::v3_3));
  stage.start();
  REQUIRE(stage.run_until_online());
  for (int i = 0; i < 100; ++i) {
    stage.announce(elsewhere, Version::v3_3);
    stage.run_for(500ms);
  }
  CHECK(stage.dials.size() == 1);
  CHECK(stage.link->condition().online);
  CHECK(stage.link->condition().address == home);
}

TEST_CASE("the version may be missing: it is tried out and remembered") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    const simulator::PlugSettings settings = plug_settings(version);
    tuya::LinkSettings link = link_settings(settings);
    link.version.reset();
    Stage stage(settings, link);
    stage.start();
    REQUIRE(stage.run_until([&] { return stage.link->condition().online; }, 3min));
    const std::size_t tried = stage.dials.size();
    stage.apply(stage.plug.reboot(stage.clock.now()));
    stage.run_for(60s);
    REQUIRE(stage.link->condition().online);
    if (version != Version::v3_2) CHECK(stage.link->condition().protocol == tuya::name(version));
    CHECK(stage.dials.size() <= tried + 3);
  }
}

TEST_CASE("an announced version beats a wrong one in the inventory") {
  const simulator::PlugSettings settings = plug_settings(Version::v3_4);
  tuya::LinkSettings link = link_settings(settings);
  link.version = Version::v3_3;
  Stage stage(settings, link);
  stage.start();
  stage.run_for(10s);
  CHECK_FALSE(stage.link->condition().online);
  stage.announce(home, Version::v3_4);
  CHECK(stage.run_until_online());
}

TEST_CASE("the profile may be missing: the shape is told from the reports") {
  struct Row {
    const char* model;
    unsigned relays;
    bool meter;
  };
  for (const Row& row :
       {Row{"plug", 0, true}, Row{"plug_old", 0, true}, Row{"strip", 4, false}, Row{"switch", 3, false}}) {
    CAPTURE(row.model);
    Stage stage(plug_settings(Version::v3_3, row.model, row.relays));
    stage.start();
    REQUIRE(stage.run_until_online());
    CHECK(stage.link->state().relays.size() == (row.relays == 0 ? 1 : row.relays));
    CHECK(stage.link->state().meter.has_value() == row.meter);
  }
}

TEST_CASE("readings carry their units: 2302 is 230.2 V") {
  for (const char* const model : {"plug", "plug_old"}) {
    CAPTURE(model);
    simulator::PlugSettings settings = plug_settings(Version::v3_3, model);
    settings.on_at_start = true;
    Stage stage(settings);
    stage.start();
    REQUIRE(stage.run_until_online());
    REQUIRE(stage.link->state().meter);
    CHECK(stage.link->state().meter->voltage_v.value() == doctest::Approx(230.2));
    CHECK(stage.link->state().meter->power_w.value() == doctest::Approx(42.5));
    CHECK(stage.link->state().meter->current_a.value() == doctest::Approx(42.5 / 230.2).epsilon(0.01));
  }
}
