// The order of the rungs, what is remembered of them, and when a device is read again.

#include "families/tuya/ladder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

namespace {

using Step = Ladder::Step;

/// A ladder with a clock: climbs it as a device would have it that nothing settles, or that one step settles.
struct Climb {
  explicit Climb(Ladder::Settings settings = {}) : ladder(settings) {}

  void connect() { ladder.on_connected(false, now); }
  void lose(bool closed = true) { ladder.on_session_ended(closed, now); }

  /// The next step, however long that takes; it is begun.
  Step next() {
    if (const Timestamp due = ladder.deadline(); due != never) now = std::max(now, due);
    const Step step = ladder.due(now);
    if (step != Step::none) ladder.on_begun(step, now);
    return step;
  }

  /// All steps up to and with the reconnect, none of which settles anything; `target`: there is something to assert.
  std::vector<Step> to_the_end(bool target = true) {
    std::vector<Step> steps;
    while (steps.size() < 40) {
      if (!target && ladder.due(std::max(now, ladder.deadline())) == Step::assertion) {
        ladder.skip(now);
        continue;
      }
      steps.push_back(next());
      if (steps.back() == Step::reconnect || steps.back() == Step::none) break;
      ladder.on_unsettled(now, true);
    }
    return steps;
  }

  Ladder ladder;
  Timestamp now{1h};
};

std::vector<Step> first(std::vector<Step> steps, std::size_t count) {
  steps.resize(std::min(count, steps.size()));
  return steps;
}

}  // namespace

TEST_CASE("a healthy device never gets past its first query") {
  Climb climb;
  climb.connect();
  CHECK(climb.ladder.fresh());
  CHECK(climb.next() == Step::query);
  climb.ladder.on_settled(climb.now, false);
  CHECK(climb.ladder.settled());
  CHECK(climb.ladder.due(climb.now) == Step::none);
  CHECK(climb.ladder.deadline() == climb.now + 60s);
  CHECK(climb.next() == Step::query);
  CHECK(climb.ladder.reached() <= Rung::query);
  CHECK(climb.ladder.worked() == Rung::none);
}

TEST_CASE("each rung comes only after the one before, the refresh with a query behind it") {
  Climb climb;
  climb.connect();
  CHECK(first(climb.to_the_end(), 5) ==
        std::vector{Step::query, Step::refresh, Step::query, Step::null_read, Step::assertion});
  CHECK(climb.ladder.reached() == Rung::reconnect);
}

TEST_CASE("after a refresh the device is left in peace for more than half a second") {
  Climb climb;
  climb.connect();
  climb.next();
  climb.ladder.on_unsettled(climb.now, true);
  CHECK(climb.next() == Step::refresh);
  climb.ladder.on_unsettled(climb.now);
  CHECK(climb.ladder.due(climb.now + 500ms) == Step::none);
  CHECK(climb.ladder.due(climb.now + 1s) == Step::query);
}

TEST_CASE("a refresh is sent once on a connection") {
  Climb climb;
  climb.connect();
  const std::vector<Step> steps = climb.to_the_end();
  CHECK(std::count(steps.begin(), steps.end(), Step::refresh) == 1);
}

TEST_CASE("wake: updatedps asserts nothing, control refreshes nothing, none does neither") {
  const auto steps_of = [](Wake wake) {
    Climb climb({wake, Rung::none});
    climb.connect();
    return climb.to_the_end();
  };
  const auto has = [](const std::vector<Step>& steps, Step step) {
    return std::find(steps.begin(), steps.end(), step) != steps.end();
  };
  CHECK(has(steps_of(Wake::updatedps), Step::refresh));
  CHECK_FALSE(has(steps_of(Wake::updatedps), Step::assertion));
  CHECK(has(steps_of(Wake::control), Step::assertion));
  CHECK_FALSE(has(steps_of(Wake::control), Step::refresh));
  CHECK_FALSE(has(steps_of(Wake::none), Step::refresh));
  CHECK_FALSE(has(steps_of(Wake::none), Step::assertion));
}

TEST_CASE("what once worked comes first the next time, after the query") {
  for (const Rung worked : {Rung::refresh, Rung::null_read, Rung::assertion}) {
    CAPTURE(std::string(name(worked)));
    Climb climb({Wake::automatic, worked});
    climb.connect();
    CHECK(climb.next() == Step::query);
    climb.ladder.on_unsettled(climb.now, true);
    CHECK(static_cast<int>(climb.next()) == static_cast<int>(worked));
  }
}

TEST_CASE("the rung that settled it is remembered; a hand's merit is nobody's") {
  for (const bool by_hand : {false, true}) {
    Climb climb;
    climb.connect();
    while (climb.next() != Step::assertion) climb.ladder.on_unsettled(climb.now, true);
    climb.ladder.on_settled(climb.now, by_hand);
    CHECK(climb.ladder.worked() == (by_hand ? Rung::none : Rung::assertion));
  }
}

TEST_CASE("a query that works after a refresh is the refresh's merit, and the device had to be woken") {
  Climb climb;
  climb.connect();
  climb.next();
  climb.ladder.on_unsettled(climb.now, true);
  climb.next();
  climb.ladder.on_unsettled(climb.now);
  CHECK(climb.next() == Step::query);
  climb.ladder.on_settled(climb.now, false);
  CHECK(climb.ladder.worked() == Rung::refresh);
  CHECK(climb.ladder.woken());
}

TEST_CASE("one refusal never marks a device as read by null for good: every connection begins with a query") {
  Climb climb;
  climb.connect();
  while (climb.next() != Step::null_read) climb.ladder.on_unsettled(climb.now, true);
  climb.ladder.on_settled(climb.now, false);
  CHECK(climb.ladder.reads_by_null());
  CHECK(climb.next() == Step::null_read);
  climb.ladder.on_settled(climb.now, false);
  climb.lose();
  climb.connect();
  CHECK_FALSE(climb.ladder.reads_by_null());
  CHECK(climb.next() == Step::query);
}

TEST_CASE("a connection that a refresh ended is followed by one without, and after the second there is no more") {
  Climb climb;
  const auto refresh_and_die = [&] {
    while (climb.next() != Step::refresh) climb.ladder.on_unsettled(climb.now, true);
    climb.now += 200ms;
    climb.lose();
  };
  const auto refreshes = [&] {
    climb.connect();
    const std::vector<Step> steps = climb.to_the_end();
    climb.lose();
    return std::count(steps.begin(), steps.end(), Step::refresh);
  };
  climb.connect();
  refresh_and_die();
  CHECK(refreshes() == 0);
  climb.connect();
  refresh_and_die();
  CHECK(refreshes() == 0);
  CHECK(refreshes() == 0);
}

TEST_CASE("a connection that dies of silence is no refresh's fault") {
  Climb climb;
  for (int connection = 0; connection < 3; ++connection) {
    climb.connect();
    while (climb.next() != Step::refresh) climb.ladder.on_unsettled(climb.now, true);
    climb.now += 200ms;
    climb.lose(false);
    CHECK_FALSE(climb.ladder.refresh_was_too_much());
  }
}

TEST_CASE("with a target the climb is repeated once a minute, without one every five, and a question every half") {
  for (const bool target : {true, false}) {
    Climb climb;
    climb.connect();
    const Timestamp connected = climb.now;
    const std::vector<Step> steps = climb.to_the_end(target);
    CHECK(climb.now - connected >= (target ? 60s : 300s));
    CHECK(climb.now - connected < (target ? 70s : 310s));
    CHECK(std::count(steps.begin(), steps.end(), Step::query) > (target ? 2 : 8));
  }
}

TEST_CASE("the highest rung of a trouble is told until it is over, over all its connections") {
  Climb climb;
  climb.connect();
  while (climb.next() != Step::assertion) climb.ladder.on_unsettled(climb.now, true);
  climb.lose();
  climb.connect();
  CHECK(climb.ladder.reached() == Rung::assertion);
  climb.next();
  climb.ladder.on_settled(climb.now, false);
  climb.lose();
  climb.connect();
  CHECK(climb.ladder.reached() == Rung::none);
}

TEST_CASE("a healthy session whose query is refused is read by null, and nothing else is tried on it") {
  Climb climb;
  climb.connect();
  climb.next();
  climb.ladder.on_settled(climb.now, false);
  CHECK(climb.next() == Step::query);
  climb.ladder.on_unsettled(climb.now, true);
  CHECK(climb.next() == Step::null_read);
  climb.ladder.on_unsettled(climb.now);
  CHECK(climb.ladder.settled());
  CHECK(climb.ladder.deadline() >= climb.now + 30s);
}

TEST_CASE("rungs are written as they are read") {
  for (const Rung rung : {Rung::query, Rung::refresh, Rung::null_read, Rung::assertion, Rung::reconnect}) {
    CHECK(parse_rung(name(rung)) == rung);
  }
  CHECK(parse_rung("stairs") == Rung::none);
}
