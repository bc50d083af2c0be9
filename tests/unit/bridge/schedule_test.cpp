#include "bridge/schedule.h"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "support/run_loop.h"

using namespace presad;
using namespace presad::bridge;
using namespace std::chrono_literals;

namespace {

/// When each of ten that are due in the same moment had its turn.
struct TenAtOnce {
  explicit TenAtOnce(const Schedule::Pace& pace) : schedule(loop, pace) {
    for (auto& one : items) one.set(loop.now());
    all_done = testing::run_until(loop, [this] { return turns.size() == items.size(); });
  }
  void on_due(Timestamp now) { turns.push_back(now); }

  loop::EventLoop loop;
  Schedule schedule;
  std::vector<Timestamp> turns;
  bool all_done = false;
  Alarm alarm() { return Alarm(schedule, Delegate<void(Timestamp)>::to<&TenAtOnce::on_due>(this)); }
  std::array<Alarm, 10> items{alarm(), alarm(), alarm(), alarm(), alarm(), alarm(), alarm(), alarm(), alarm(), alarm()};
};

}  // namespace

TEST_CASE("what is due in one moment has its turn in one turn of the loop") {
  const TenAtOnce ten({});
  REQUIRE(ten.all_done);
  CHECK(ten.turns.front() == ten.turns.back());
}

TEST_CASE("with a pace no more than so many at once, the others after the pause, and nobody is left out") {
  const TenAtOnce ten({4, 30ms});
  REQUIRE(ten.all_done);
  CHECK(ten.turns[3] == ten.turns[0]);
  CHECK(ten.turns[4] >= ten.turns[3] + 30ms);
  CHECK(ten.turns[7] == ten.turns[4]);
  CHECK(ten.turns[8] >= ten.turns[7] + 30ms);
  CHECK(ten.turns[9] == ten.turns[8]);
}

TEST_CASE("an item that sets itself to now waits for the next turn, and who is removed in its pause is not called") {
  loop::EventLoop loop;
  Schedule schedule(loop, {1, 1ms});
  struct Again final : Scheduled {
    explicit Again(Schedule& owner) : schedule(owner) {}
    void on_due(Timestamp now) override {
      ++turns;
      if (turns < 3) schedule.set(*this, now);
    }
    Schedule& schedule;
    int turns = 0;
  };
  Again first(schedule);
  Again removed(schedule);
  schedule.set(first, loop.now());
  schedule.set(removed, loop.now() + 1us);
  CHECK(testing::run_until(loop, [&] { return first.turns == 1; }));
  schedule.remove(removed);
  CHECK(testing::run_until(loop, [&] { return first.turns == 3; }));
  CHECK(removed.turns == 0);
}
