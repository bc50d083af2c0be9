// The table of docs/power-cuts.md, cell by cell.

#include "bridge/power_policy.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::bridge;

namespace {

constexpr auto undefined = Power::undefined;
constexpr auto on = Power::on;
constexpr auto off = Power::off;
constexpr std::optional<bool> nothing;

struct Cell {
  PowerOn power_on;
  Power confirmed;
  Power shown;
  bool lost_power;
  std::optional<bool> target;
};

}  // namespace

TEST_CASE("every cell of the table") {
  const Cell cells[] = {
      // undefined: assert the last confirmed state, or the fixed one
      {PowerOn::device, on, undefined, true, true},
      {PowerOn::device, off, undefined, true, false},
      {PowerOn::device, undefined, undefined, true, nothing},
      {PowerOn::last, on, undefined, true, true},
      {PowerOn::last, off, undefined, true, false},
      {PowerOn::last, undefined, undefined, true, nothing},
      {PowerOn::on, off, undefined, true, true},
      {PowerOn::on, undefined, undefined, true, true},
      {PowerOn::off, on, undefined, true, false},
      {PowerOn::off, undefined, undefined, true, false},
      // defined, with evidence
      {PowerOn::device, on, off, true, nothing},
      {PowerOn::device, off, on, true, nothing},
      {PowerOn::last, on, off, true, true},
      {PowerOn::last, off, on, true, false},
      {PowerOn::last, on, on, true, nothing},
      {PowerOn::last, undefined, on, true, nothing},
      {PowerOn::on, off, off, true, true},
      {PowerOn::on, off, on, true, nothing},
      {PowerOn::off, on, on, true, false},
      {PowerOn::off, on, off, true, nothing},
  };
  for (const Cell& cell : cells) {
    CAPTURE(std::string(name(cell.power_on)));
    CAPTURE(static_cast<int>(cell.confirmed));
    CAPTURE(static_cast<int>(cell.shown));
    CHECK(power_target({cell.power_on, false}, cell.confirmed, cell.shown, cell.lost_power) == cell.target);
  }
}

TEST_CASE("without evidence a relay that says where it is is always left alone") {
  for (const PowerOn power_on : {PowerOn::device, PowerOn::last, PowerOn::on, PowerOn::off}) {
    for (const Power confirmed : {undefined, on, off}) {
      for (const Power shown : {on, off}) CHECK_FALSE(power_target({power_on, false}, confirmed, shown, false));
    }
  }
}

TEST_CASE("never_restore_on overrules every cell that would switch on, but for one that was on and says nothing") {
  for (const PowerOn power_on : {PowerOn::device, PowerOn::last, PowerOn::on, PowerOn::off}) {
    for (const Power confirmed : {undefined, on, off}) {
      for (const Power shown : {undefined, on, off}) {
        const auto target = power_target({power_on, true}, confirmed, shown, true);
        const auto usual = power_target({power_on, false}, confirmed, shown, true);
        if (usual != true) {
          CHECK(target == usual);
        } else {
          CHECK(target.has_value() == (shown == undefined && confirmed == on));
        }
      }
    }
  }
}

TEST_CASE("a heater's plug is told to switch itself off, never on") {
  CHECK(own_restore({PowerOn::last, false}) == PowerOn::last);
  CHECK(own_restore({PowerOn::off, true}) == PowerOn::off);
  CHECK(own_restore({PowerOn::on, true}) == PowerOn::device);
  CHECK(own_restore({PowerOn::last, true}) == PowerOn::device);
}
