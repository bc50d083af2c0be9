// Every wake-up state, under every policy, through everything that may happen to a house: the frames that presad writes
// and the movements of the relay are counted and compared with the table of docs/power-cuts.md
// (power_cut_expectation.cpp).

#include <doctest/doctest.h>

#include <string>

#include "scenarios/power_cut_cell.h"
#include "scenarios/stage.h"

using namespace presad;
using namespace presad::scenario;
using namespace std::chrono_literals;

namespace {

class Performance {
 public:
  explicit Performance(const Cell& cell) : cell_(cell), stage_(plug_of(cell)) {
    stage_.targets.power_on = cell.wish.power_on;
    stage_.targets.never_restore_on = cell.wish.never_restore_on;
    stage_.start();
    stage_.set_audience(true);
    REQUIRE(stage_.run_until_online());
    stage_.run_for(10s);  // its datapoint 38 is written by now
    if (cell.comes_back_opposite) {
      const Datapoint status{38, std::string(cell.was_on ? "off" : "on")};
      stage_.apply(stage_.plug.set_datapoint(status, now()));
    }
    stage_.run_for(5s);
    REQUIRE(stage_.targets.confirmed[0] == (cell.was_on ? Power::on : Power::off));
    stage_.sets_received = 0;
    stage_.edges.clear();
  }

  Seen run() {
    happen();
    const Counted before = count();
    if (pressed_on_ladder_) press();
    stage_.run_for(watched);
    Seen seen;
    seen.all = count();
    seen.after_button = {seen.all.sets - before.sets, seen.all.edges - before.edges};
    seen.actual = actual_;
    seen.final = on();
    seen.remembered = stage_.targets.confirmed[0];
    seen.online = stage_.link->condition().online;
    seen.crashes = stage_.plug.crashes();
    return seen;
  }

 private:
  static simulator::PlugSettings plug_of(const Cell& cell) {
    simulator::PlugSettings plug = plug_settings(cell.version);
    plug.on_at_start = cell.was_on;
    return plug;
  }

  Timestamp now() const { return stage_.clock.now(); }
  bool on() const { return stage_.plug.relay(1) == Power::on; }
  void press() { stage_.apply(stage_.plug.press(1, now())); }
  void strike() {
    for_each_fault(cell_.waking, [&](std::string_view fault) { stage_.set_fault(std::string(fault)); });
  }
  Counted count() const {
    Counted counted;
    counted.sets = stage_.sets_received;
    for (const Stage::Edge& edge : stage_.edges) counted.edges += edge.by == "client" ? 1U : 0U;
    return counted;
  }

  void cut(Duration outage) {
    stage_.apply(stage_.plug.unplug(now()));
    strike();
    stage_.run_for(outage);
    stage_.apply(stage_.plug.plug_in(now()));
    actual_ = on();
  }
  void out_of_air(Duration span, bool pressed = false) {
    stage_.set_air(false);
    strike();
    stage_.run_for(span / 2);
    if (pressed) press();
    actual_ = on();
    stage_.run_for(span / 2);
    stage_.set_air(true);
  }
  void climb(Duration span) {
    cut(40s);
    const Timestamp back = now();
    (void)stage_.run_until([&] { return stage_.connected_at > back && stage_.connected_at != never; });
    stage_.run_for(span);
    if (!stage_.connected()) {  // a refresh threw presad out: it is on the ladder when it is back
      (void)stage_.run_until([&] { return stage_.connected(); });
      stage_.run_for(300ms);
    }
    pressed_on_ladder_ = true;
  }

  void happen() {
    actual_ = on();
    switch (cell_.row.happening) {
      case Happening::power_cut:
        return cut(40s);
      case Happening::blip_3s:
        return out_of_air(3s);
      case Happening::blip_60s:
        return out_of_air(60s);
      case Happening::presad_restarted:
        strike();
        return stage_.restart_presad();
      case Happening::broker_restarted:
        strike();
        stage_.set_audience(false);
        stage_.run_for(5s);
        return stage_.set_audience(true);
      case Happening::reloaded:
        stage_.targets.power_on = PowerOn::device;
        strike();
        stage_.run_for(1s);
        stage_.targets.power_on = cell_.wish.power_on;
        return;
      case Happening::house_cut:
        cut(40s);
        return stage_.restart_presad(true);
      case Happening::button_while_booting:
        cut(40s);
        press();
        actual_ = on();
        return;
      case Happening::button_while_out_of_air:
        return out_of_air(60s, true);
      case Happening::button_early_on_the_ladder:
        return climb(300ms);
      case Happening::button_later_on_the_ladder:
        return climb(5s);
      case Happening::button_last_on_the_ladder:
        return climb(11s);
    }
  }

  const Cell& cell_;
  Stage stage_;
  bool pressed_on_ladder_ = false;
  bool actual_ = false;
};

}  // namespace

TEST_CASE("every wake-up state, every policy, every happening: presad writes what the table orders, and no more") {
  std::string complaints;
  unsigned cells = 0;
  unsigned orders = 0;
  unsigned wrong = 0;
  for (const Row& row : rows) {
    for (const Waking& waking : wakings) {
      for (const PowerOn power_on : {PowerOn::device, PowerOn::last, PowerOn::on, PowerOn::off}) {
        for (unsigned bits = 0; bits < 8; ++bits) {
          const Cell cell{row,
                          waking,
                          {power_on, (bits & 1U) != 0},
                          (bits & 2U) != 0,
                          (bits & 4U) != 0,
                          versions[cells / 5 % versions.size()]};
          if (cell.comes_back_opposite && !row.cuts_the_plug) continue;
          ++cells;
          const Seen seen = Performance(cell).run();
          const std::string complaint = complaint_of(cell, seen);
          if (!complaint.empty() && ++wrong <= 20) {
            complaints += cell.name() + ": " + complaint + " (sets " + std::to_string(seen.all.sets) + ", movements " +
                          std::to_string(seen.all.edges) + ")\n";
          }
          orders += seen.all.edges;
        }
      }
    }
  }
  MESSAGE(cells << " cells, " << orders << " movements ordered");
  CHECK_MESSAGE(wrong == 0, wrong << " cells are wrong:\n" << complaints);
  CHECK(cells == wakings.size() * 4 * (6 * 8 + 6 * 4));
  CHECK(orders > cells / 20);
}
