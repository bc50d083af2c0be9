// tests/simulator/faults.h: names and arguments. What each fault does is in fault_behaviour_test.cpp.

#include "simulator/faults.h"

#include <doctest/doctest.h>

#include <set>

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("every fault has a name of its own, a description and a source, and can be asked for by name alone") {
  std::set<std::string_view> names;
  for (const FaultRow& row : fault_table()) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK_FALSE(row.does.empty());
    CHECK_FALSE(row.source.empty());
    const auto fault = parse_fault(row.name);
    REQUIRE(fault.has_value());
    CHECK(fault->kind == row.kind);
  }
  CHECK(names.size() == fault_count);
}

TEST_CASE("a fault renders as what it was read from") {
  for (const char* text :
       {"split", "late=700ms", "late=3000ms", "cut-after=12", "cut-after=3frames", "half-dead=2", "slot-taken=silent",
        "no-answer=set", "data-unvalid=ever", "bad-crc=5", "ack-only=once", "mute=press", "slow=90000ms"}) {
    CHECK(render_fault(*parse_fault(text)) == text);
  }
  CHECK(render_fault(*parse_fault("slot-taken")) == "slot-taken=close");
  CHECK(render_fault(*parse_fault("merge")) == "merge=50ms");
}

TEST_CASE("a misspelt fault is answered with the nearest name") {
  CHECK(parse_fault("half-ded").error().what == "\"half-ded\" is not a fault; did you mean \"half-dead\"?");
  CHECK(parse_fault("xyzzy").error().what.find("presad-sim faults") != std::string::npos);
  CHECK(parse_fault("").error().kind == ErrorKind::bad_config);
}

TEST_CASE("an argument that does not fit is refused, and the message says what would") {
  CHECK(parse_fault("late=soon").error().what == "\"soon\" does not fit the fault late: expected a time such as 700ms");
  CHECK(parse_fault("slot-taken=maybe").error().what.find("close|reset|silent") != std::string::npos);
  for (const char* text :
       {"split=1", "split=", "late=", "late=700", "late=-1s", "bad-crc=0", "bad-crc=x", "cut-after=0", "cut-after=1e3",
        "half-dead=-1", "half-dead=2frames", "no-answer=", "late=99999999999s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_fault(text).has_value());
  }
}

TEST_CASE("durations are milliseconds or seconds") {
  CHECK(parse_duration("700ms") == milliseconds(700));
  CHECK(parse_duration("3s") == seconds(3));
  for (const char* text : {"", "s", "ms", "3", "3 s", "1.5s", "3m"}) CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("a cured fault does nothing until it relapses or is set again, and is listed all the while") {
  Faults faults;
  faults.set(*parse_fault("mute=set"));
  faults.set(*parse_fault("data-unvalid=refresh"));
  faults.set(*parse_fault("no-answer=set"));  // no wake-up state: nothing cures it
  faults.cure("set");
  CHECK_FALSE(faults.has(FaultKind::mute));
  CHECK(faults.has(FaultKind::data_unvalid));
  CHECK(faults.has(FaultKind::no_answer));
  CHECK(faults.render() == "no-answer=set data-unvalid=refresh mute=set");
  faults.relapse();
  CHECK(faults.has(FaultKind::mute));
  faults.cure_all();
  CHECK_FALSE(faults.has(FaultKind::mute));
  CHECK_FALSE(faults.has(FaultKind::data_unvalid));
  CHECK(faults.has(FaultKind::no_answer));
  faults.set(*parse_fault("mute=press"));
  CHECK(faults.has(FaultKind::mute));
  faults.set(*parse_fault("data-unvalid=ever"));
  faults.cure_all();
  CHECK(faults.has(FaultKind::data_unvalid));
}

TEST_CASE("faults add up, a second one of a kind replaces the first, and all end together") {
  Faults faults;
  CHECK(faults.render() == "none");
  faults.set(*parse_fault("late=100ms"));
  faults.set(*parse_fault("split"));
  faults.set(*parse_fault("late=200ms"));
  CHECK(faults.render() == "split late=200ms");
  CHECK(faults.has(FaultKind::split));
  CHECK_FALSE(faults.has(FaultKind::merge));
  REQUIRE(faults.find(FaultKind::late) != nullptr);
  CHECK(faults.find(FaultKind::late)->duration == milliseconds(200));
  faults.clear();
  CHECK(faults.render() == "none");
}
