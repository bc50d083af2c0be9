// Ten plugs are cut at once: how long after its port opens each of them answers Power again, by the state it woke up
// in.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "scenarios/stage.h"
#include "scenarios/wakings.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;
using tuya::Version;

namespace {

constexpr std::size_t house_size = 10;
constexpr std::array versions = {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5};

/// Of the two cuts that a plug goes through: the second time its rung is known.
struct Times {
  Duration first{};
  Duration next{};
};

/// A plug in use that was on, restored by presad; announces itself every 5 s once it is up.
class CutPlug {
 public:
  CutPlug(const Waking& waking, std::size_t number)
      : waking_(waking), number_(number), stage_(plug_settings(versions[number % versions.size()])) {
    stage_.random = SeededRandom(number + 1);
    stage_.weather.delay = 50ms;  // half of all plugs answer sooner (PROTOCOL.md, 10)
    stage_.targets.power_on = PowerOn::last;
    stage_.start();
    REQUIRE(stage_.run_until_online());
    const CommandId on = stage_.switch_relay(1, PowerAction::on);
    REQUIRE(stage_.run_until([&] { return stage_.answered(on); }));
    stage_.run_for(5s);
  }

  Times cut_twice() {
    Times times;
    times.first = cut();
    stage_.run_for(3min);
    times.next = cut();
    return times;
  }

 private:
  Duration cut() {
    stage_.apply(stage_.plug.unplug(stage_.clock.now()));
    for_each_fault(waking_, [&](std::string_view fault) { stage_.set_fault(std::string(fault)); });
    stage_.run_for(60s);
    stage_.apply(stage_.plug.plug_in(stage_.clock.now()));
    REQUIRE(stage_.run_until([&] { return stage_.plug.port() == simulator::Port::open; }));
    const Timestamp opened = stage_.clock.now();
    stage_.run_for(500ms * number_);  // not all at the same instant
    while (!controlled() && stage_.clock.now() - opened < 5min) {
      stage_.announce(home, stage_.plug.settings().version);
      (void)stage_.run_until([&] { return controlled(); }, 5s);
    }
    REQUIRE(controlled());
    const Duration time = stage_.clock.now() - opened;
    const CommandId power = stage_.execute(ReadPower{1});
    REQUIRE(stage_.answered(power));
    CHECK(stage_.outcome(power) == Outcome::unchanged);
    CHECK(stage_.plug.relay(1) == Power::on);
    return time;
  }

  bool controlled() const { return stage_.link->condition().online; }

  const Waking& waking_;
  std::size_t number_;
  Stage stage_;
};

struct Spread {
  Duration median{};
  Duration worst{};
};

Spread spread(std::array<Duration, house_size> times) {
  std::sort(times.begin(), times.end());
  return {times[house_size / 2], times.back()};
}

/// What is owed to each state, the 5 s to the last plug's first announcement included.
Duration limit(const Waking& waking, bool next) {
  switch (waking.says) {
    case Says::when_asked:
    case Says::read_by_nulls:
      return 6s;
    case Says::when_refreshed:
      return next ? 13s : 14s;
    case Says::once_switched:
      return next ? 12s : 17s;
    case Says::once_set:
      return next ? 12s : 22s;
    default:
      return 90s;
  }
}

std::string seconds_of(Duration duration) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%6.2f", std::chrono::duration<double>(duration).count());
  return text.data();
}

}  // namespace

TEST_CASE("ten plugs that are cut at once come back controlled, in whatever state they wake up") {
  std::string table =
      "seconds from the open port to the answer to Power, first cut and next cut, median and worst of ten\n";
  for (const Waking& waking : wakings) {
    const bool curable =
        waking.says != Says::nothing && waking.says != Says::once_pressed && waking.says != Says::unasked;
    if (!curable) continue;
    CAPTURE(waking.faults);
    std::array<Duration, house_size> first{};
    std::array<Duration, house_size> next{};
    for (std::size_t number = 0; number < house_size; ++number) {
      const Times times = CutPlug(waking, number).cut_twice();
      first[number] = times.first;
      next[number] = times.next;
    }
    const Spread at_first = spread(first);
    const Spread then = spread(next);
    CHECK(at_first.worst <= limit(waking, false));
    CHECK(then.worst <= limit(waking, true));
    table += seconds_of(at_first.median) + seconds_of(at_first.worst) + "  " + seconds_of(then.median) +
             seconds_of(then.worst) + "  " + (*waking.faults == 0 ? "healthy" : waking.faults) + "\n";
  }
  MESSAGE(table);
}
