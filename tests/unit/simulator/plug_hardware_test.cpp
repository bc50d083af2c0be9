// tests/simulator/plug_hardware.h and plug_layout.h.

#include "simulator/plug_hardware.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/fake_clock.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

PlugSettings settings_of(std::string_view model, unsigned relays = 0) {
  PlugSettings settings;
  settings.layout = *make_layout(model, relays);
  return settings;
}

/// The value of datapoint `id`; false when there is none.
DatapointValue value(const PlugHardware& plug, std::uint8_t id, Timestamp now) {
  for (const Datapoint& each : plug.all(now)) {
    if (each.id == id) return each.value;
  }
  return std::string("none");
}

DatapointValue number(std::int64_t value) { return value; }

bool holds(const Change& change, std::uint8_t id) { return std::ranges::find(change.ids, id) != change.ids.end(); }

}  // namespace

TEST_CASE("the SP22 has the datapoints of the README and 230.2 V") {
  const FakeClock clock;
  const PlugHardware plug(settings_of("sp22"));
  const Datapoints all = plug.all(clock.now());
  REQUIRE(all.size() == 5);
  CHECK(all[0] == Datapoint{1, false});
  CHECK(all[1] == Datapoint{9, number(0)});
  CHECK(all[2] == Datapoint{18, number(0)});
  CHECK(all[3] == Datapoint{19, number(0)});
  CHECK(all[4] == Datapoint{20, number(2302)});
}

TEST_CASE("each model has the relays and the profile that presad knows it by") {
  CHECK(make_layout("plug")->relays.size() == 1);
  CHECK(make_layout("plug")->profile == "plug");
  CHECK(make_layout("plug", 2)->profile == "strip");
  CHECK(make_layout("plug_old")->meter->power_dw == 5);
  CHECK(make_layout("strip")->relays == std::vector<std::uint8_t>{1, 2, 3});
  CHECK(make_layout("strip", 4)->countdowns == std::vector<std::uint8_t>{9, 10, 11, 12});
  CHECK_FALSE(make_layout("strip")->meter.has_value());
  CHECK(make_layout("switch")->relays.size() == 2);
  CHECK(model_names().size() == 15);
}

TEST_CASE("an unknown model is answered with the nearest one, too many relays with the limit") {
  CHECK(make_layout("plgu").error().what == "\"plgu\" is not a model; did you mean \"plug\"?");
  CHECK(make_layout("sp22", 2).error().what == "a sp22 has at most 1 relays");
  CHECK(make_layout("strip", 9).error().kind == ErrorKind::bad_config);
}

TEST_CASE("setting a relay moves it once") {
  const FakeClock clock;
  PlugHardware plug(settings_of("strip", 2));
  const Change first = plug.set({2, true}, clock.now());
  CHECK(first.ids == std::vector<std::uint8_t>{2});
  CHECK(first.switched == std::vector<unsigned>{2});
  CHECK(plug.relay(2) == Power::on);
  CHECK(plug.relay(1) == Power::off);
  CHECK(plug.set({2, true}, clock.now()).empty());
  CHECK(plug.relay(3) == Power::undefined);
}

TEST_CASE("only values of the right type and range fit") {
  const PlugHardware plug(settings_of("plug"));
  CHECK(plug.fits({1, true}));
  CHECK_FALSE(plug.fits({1, number(1)}));
  CHECK_FALSE(plug.fits({1, std::string("true")}));
  CHECK(plug.fits({9, number(86'400)}));
  CHECK_FALSE(plug.fits({9, number(86'401)}));
  CHECK_FALSE(plug.fits({9, number(-1)}));
  CHECK_FALSE(plug.fits({200, true}));
}

TEST_CASE("the meter shows what the relays feed, in the units of the wire") {
  FakeClock clock;
  PlugSettings settings = settings_of("strip", 2);
  settings.layout = *make_layout("plug", 2);
  settings.load_w = 46.04;
  PlugHardware plug(settings);
  plug.set({1, true}, clock.now());
  plug.set({2, true}, clock.now());
  CHECK(value(plug, 19, clock.now()) == number(0));  // nobody measured yet
  const Change measured = plug.measure(clock.now());
  CHECK(holds(measured, 18));
  CHECK(holds(measured, 19));
  CHECK_FALSE(holds(measured, 20));                    // unchanged
  CHECK(value(plug, 19, clock.now()) == number(921));  // 92.08 W in 0.1 W
  CHECK(value(plug, 18, clock.now()) == number(400));  // mA
  CHECK(plug.measure(clock.now()).empty());
}

TEST_CASE("an older plug measures on datapoints 4, 5 and 6") {
  FakeClock clock;
  PlugSettings settings = settings_of("plug_old");
  settings.load_w = 23.02;
  settings.on_at_start = true;
  const PlugHardware plug(settings);
  CHECK(value(plug, 4, clock.now()) == number(100));
  CHECK(value(plug, 5, clock.now()) == number(230));
  CHECK(value(plug, 6, clock.now()) == number(2302));
}

TEST_CASE("the meter looks by itself shortly after a change and then at intervals") {
  FakeClock clock;
  PlugSettings settings = settings_of("sp22");
  settings.load_w = 10;
  PlugHardware plug(settings);
  (void)plug.on_deadline(clock.now(), true);
  CHECK(plug.deadline() == clock.now() + settings.meter_interval);
  plug.set({1, true}, clock.now());
  CHECK(plug.deadline() == clock.now() + settings.meter_lag);
  clock.advance(settings.meter_lag);
  CHECK(holds(plug.on_deadline(clock.now(), true), 19));
  CHECK(plug.deadline() == clock.now() + settings.meter_interval);
}

TEST_CASE("energy comes as increments of 10 Wh, each only once") {
  FakeClock clock;
  PlugSettings settings = settings_of("plug");
  settings.load_w = 100;
  settings.on_at_start = true;
  PlugHardware plug(settings);
  (void)plug.count_energy(clock.now());
  clock.advance(seconds(3599));                       // 99.97 Wh
  CHECK_FALSE(holds(plug.measure(clock.now()), 17));  // a reading takes nothing from the count
  CHECK(holds(plug.count_energy(clock.now()), 17));
  CHECK(value(plug, 17, clock.now()) == number(90));
  CHECK_FALSE(holds(plug.count_energy(clock.now()), 17));
  clock.advance(seconds(2));  // the 9.97 Wh left over count
  CHECK(holds(plug.count_energy(clock.now()), 17));
  CHECK(value(plug, 17, clock.now()) == number(10));
  CHECK(plug.energy_wh(clock.now()) == doctest::Approx(100.0 * 3601 / 3600));
}

TEST_CASE("no energy is counted while the relay is off or the plug has no power") {
  FakeClock clock;
  PlugSettings settings = settings_of("plug");
  settings.load_w = 100;
  PlugHardware plug(settings);
  (void)plug.count_energy(clock.now());
  clock.advance(hours(10));
  CHECK_FALSE(holds(plug.count_energy(clock.now()), 17));
  plug.set({1, true}, clock.now());
  plug.lose_power(clock.now());
  clock.advance(hours(10));
  (void)plug.gain_power(clock.now());
  CHECK_FALSE(holds(plug.count_energy(clock.now()), 17));
  CHECK(plug.energy_wh(clock.now()) == 0);
}

TEST_CASE("a countdown toggles its relay at zero and shows what is left until then") {
  FakeClock clock;
  PlugHardware plug(settings_of("strip", 2));
  plug.set({10, number(60)}, clock.now());
  clock.advance(seconds(20));
  CHECK(value(plug, 10, clock.now()) == number(40));
  clock.advance_to(plug.deadline());
  const Change ended = plug.on_deadline(clock.now(), true);
  CHECK(ended.switched == std::vector<unsigned>{2});
  CHECK(holds(ended, 10));
  CHECK(value(plug, 10, clock.now()) == number(0));
  CHECK(plug.relay(2) == Power::on);
}

TEST_CASE("a countdown set to zero is cancelled, and one does not survive a power cut") {
  FakeClock clock;
  PlugHardware plug(settings_of("strip"));
  plug.set({9, number(5)}, clock.now());
  plug.set({9, number(0)}, clock.now());
  CHECK(plug.deadline() == never);
  plug.set({9, number(5)}, clock.now());
  plug.lose_power(clock.now());
  CHECK(plug.deadline() == never);
}

TEST_CASE("relay_status decides what the relays do at power-up, in every vocabulary, also where it is no datapoint") {
  FakeClock clock;
  for (const char* model : {"plug", "sp22"}) {
    CAPTURE(model);
    const auto after_power_cut = [&](const char* status, bool before) {
      PlugSettings settings = settings_of(model);
      settings.relay_status = status;
      PlugHardware plug(settings);
      plug.set({1, before}, clock.now());
      plug.lose_power(clock.now());
      const Change change = plug.gain_power(clock.now());
      const Power after = plug.relay(1);
      CHECK(change.switched.size() == (before == (after == Power::on) ? 0U : 1U));
      return after;
    };
    for (const char* status : {"off", "power_off", "0"}) {
      CHECK(after_power_cut(status, true) == Power::off);
      CHECK(after_power_cut(status, false) == Power::off);
    }
    for (const char* status : {"on", "power_on", "1"}) {
      CHECK(after_power_cut(status, true) == Power::on);
      CHECK(after_power_cut(status, false) == Power::on);
    }
    for (const char* status : {"memory", "last", "2"}) {
      CHECK(after_power_cut(status, true) == Power::on);
      CHECK(after_power_cut(status, false) == Power::off);
    }
  }
}

TEST_CASE("relay_status takes the words of its own firmware only, and keeps what was written over a power cut") {
  const FakeClock clock;
  PlugSettings settings = settings_of("plug");
  settings.relay_status = "last";
  PlugHardware plug(settings);
  CHECK(value(plug, 38, clock.now()) == DatapointValue(std::string("last")));
  for (const char* other : {"on", "off", "memory", "0", "1", "2", "", "POWER_ON"}) {
    CHECK_FALSE(plug.fits({38, std::string(other)}));
  }
  REQUIRE(plug.fits({38, std::string("power_on")}));
  plug.set({38, std::string("power_on")}, clock.now());
  plug.lose_power(clock.now());
  (void)plug.gain_power(clock.now());
  CHECK(plug.relay(1) == Power::on);
  CHECK(value(plug, 38, clock.now()) == DatapointValue(std::string("power_on")));
}

TEST_CASE("a forgotten relay is not reported until set or pressed, wherever it stands") {
  FakeClock clock;
  PlugHardware plug(settings_of("strip", 2));
  plug.set({1, true}, clock.now());
  plug.forget_relays();
  CHECK(plug.relay(1) == Power::on);
  const std::vector<std::uint8_t> both = {1, 2};
  CHECK(plug.reported(both, clock.now()).empty());
  const Change set = plug.set({1, true}, clock.now());  // already there: told all the same
  CHECK(set.ids == std::vector<std::uint8_t>{1});
  CHECK(set.switched.empty());
  CHECK(plug.reported(both, clock.now()).size() == 1);
  (void)plug.press(2, clock.now());
  CHECK(plug.reported(both, clock.now()).size() == 2);
}

TEST_CASE("readings cannot be written") {
  const FakeClock clock;
  PlugHardware plug(settings_of("plug"));
  for (const std::uint8_t id : std::initializer_list<std::uint8_t>{17, 18, 19, 20})
    CHECK(plug.set({id, number(7)}, clock.now()).empty());
  CHECK(value(plug, 20, clock.now()) == number(2302));
  CHECK(plug.set({41, true}, clock.now()).ids == std::vector<std::uint8_t>{41});
}
