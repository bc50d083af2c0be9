// How often a plug is asked to measure, and what for.

#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {

/// A plug that is on, with or without a load; `faults` strike at once.
struct Metered {
  explicit Metered(double load_w, const char* fault = "stale-meter", std::optional<Duration> refresh = {})
      : stage(plug_of(load_w), link_of(load_w, refresh)) {
    if (*fault != 0) stage.set_fault(fault);
    stage.start();
    REQUIRE(stage.run_until_online());
    stage.run_for(5s);
    stage.requests.clear();
  }
  static simulator::PlugSettings plug_of(double load_w) {
    simulator::PlugSettings plug = plug_settings(Version::v3_3);
    plug.on_at_start = true;
    plug.load_w = load_w;
    return plug;
  }
  static tuya::LinkSettings link_of(double load_w, std::optional<Duration> refresh) {
    tuya::LinkSettings link = link_settings(plug_of(load_w));
    link.refresh = refresh;
    return link;
  }
  /// Refreshes in ten minutes.
  long refreshes() {
    stage.requests.clear();
    stage.run_for(10min);
    return std::count(stage.requests.begin(), stage.requests.end(), "refresh");
  }

  Stage stage;
};

}  // namespace

TEST_CASE(
    "a plug whose meter stands still is asked every 10 s while power flows and somebody listens, else each minute") {
  Metered loaded(42.5);
  loaded.stage.set_audience(true);
  CHECK(loaded.refreshes() == doctest::Approx(60).epsilon(0.05));
  loaded.stage.set_audience(false);
  CHECK(loaded.refreshes() == doctest::Approx(10).epsilon(0.1));
  Metered idle(0);
  idle.stage.set_audience(true);
  CHECK(idle.refreshes() == doctest::Approx(10).epsilon(0.1));
}

TEST_CASE("its readings are then true within 10 s") {
  Metered loaded(42.5);
  loaded.stage.set_audience(true);
  loaded.stage.run_for(1min);
  loaded.stage.apply(loaded.stage.plug.set_load(100, loaded.stage.clock.now()));
  loaded.stage.run_for(11s);
  REQUIRE(loaded.stage.link->state().meter);
  CHECK(loaded.stage.link->state().meter->power_w == doctest::Approx(100));
}

TEST_CASE("a plug that tells its readings by itself is left alone") {
  simulator::PlugSettings plug = Metered::plug_of(42.5);
  Stage stage(plug);
  stage.set_audience(true);
  stage.start();
  REQUIRE(stage.run_until_online());
  for (int i = 0; i < 10; ++i) {  // its load is never the same for long
    stage.apply(stage.plug.set_load(40 + i, stage.clock.now()));
    stage.run_for(15s);
  }
  stage.requests.clear();
  stage.run_for(10min);
  CHECK(std::count(stage.requests.begin(), stage.requests.end(), "refresh") == 0);
}

TEST_CASE("the inventory's refresh overrules that, and 0 means never") {
  Metered often(0, "stale-meter", Duration(20s));
  CHECK(often.refreshes() == doctest::Approx(30).epsilon(0.05));
  Metered never_asked(42.5, "stale-meter", Duration(0));
  never_asked.stage.set_audience(true);
  CHECK(never_asked.refreshes() == 0);
}

TEST_CASE("no refresh asks for more than a meter: a plug that others crash lives") {
  Metered touchy(42.5, "refresh-crashes");
  touchy.stage.set_fault("stale-meter");
  touchy.stage.set_audience(true);
  CHECK(touchy.refreshes() > 50);
  CHECK(touchy.stage.plug.crashes() == 0);
}

TEST_CASE("a plug that a refresh throws out is asked twice and no more") {
  Metered dropping(42.5, "refresh-drops");
  dropping.stage.set_fault("stale-meter");
  dropping.stage.set_audience(true);
  CHECK(dropping.refreshes() == 2);
  CHECK(dropping.stage.link->condition().online);
}

TEST_CASE("a command does not wait for a refresh that is not answered") {
  Metered silent(42.5, "silent-refresh");
  silent.stage.set_fault("stale-meter");
  silent.stage.set_audience(true);
  silent.stage.run_for(30s);
  silent.stage.requests.clear();
  REQUIRE(silent.stage.run_until(
      [&] { return !silent.stage.requests.empty() && silent.stage.requests.back() == "refresh"; }));
  const Timestamp asked = silent.stage.clock.now();
  const CommandId off = silent.stage.switch_relay(1, PowerAction::off);
  REQUIRE(silent.stage.run_until([&] { return silent.stage.answered(off); }));
  CHECK(silent.stage.clock.now() - asked < 1s);
}
