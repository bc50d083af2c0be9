// A member function bound to its object.

#include "base/delegate.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace presad;

namespace {

struct Pump {
  int strokes = 0;
  std::unique_ptr<std::string> held;

  void on_stroke() { ++strokes; }
  int add(int more) { return strokes += more; }
  int read() const { return strokes; }
  void hold(std::unique_ptr<std::string> what) { held = std::move(what); }
  void raise(int& other) { other += strokes; }
};

}  // namespace

TEST_CASE("an unbound delegate says so") {
  const Delegate<void()> none;
  CHECK_FALSE(none);
}

TEST_CASE("a bound delegate calls its own object") {
  Pump left;
  Pump right;
  const auto stroke = Delegate<void()>::to<&Pump::on_stroke>(&left);
  REQUIRE(stroke);
  stroke();
  stroke();
  CHECK(left.strokes == 2);
  CHECK(right.strokes == 0);
}

TEST_CASE("a copy of a delegate calls the same object") {
  Pump pump;
  Delegate<int(int)> copy;
  {
    const auto add = Delegate<int(int)>::to<&Pump::add>(&pump);
    copy = add;
  }
  CHECK(copy(3) == 3);
  CHECK(copy(4) == 7);
}

TEST_CASE("arguments and results pass as the function takes them") {
  Pump pump;
  pump.strokes = 5;
  CHECK(Delegate<int()>::to<&Pump::read>(&pump)() == 5);

  const auto hold = Delegate<void(std::unique_ptr<std::string>)>::to<&Pump::hold>(&pump);
  hold(std::make_unique<std::string>("moved"));
  CHECK(*pump.held == "moved");

  int other = 1;
  Delegate<void(int&)>::to<&Pump::raise> (&pump)(other);
  CHECK(other == 6);
}
