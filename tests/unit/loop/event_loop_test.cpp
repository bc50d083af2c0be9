#include "loop/event_loop.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/run_loop.h"

using namespace presad;
using namespace presad::loop;
using namespace std::chrono_literals;
using presad::testing::run_for;
using presad::testing::run_until;

namespace {

/// A Timer whose handler is a lambda.
struct Alarm {
  Alarm(EventLoop& loop, std::function<void()> what)
      : action(std::move(what)), timer(loop, Delegate<void()>::to<&Alarm::on_time>(this)) {}
  void on_time() { action(); }
  std::function<void()> action;
  Timer timer;
};

/// Two connected sockets, one of them watched.
struct WatchedPair {
  explicit WatchedPair(EventLoop& loop, Ready wanted = Ready::read) {
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
    watch.emplace();
    watch->start(loop, ends[0], wanted, Delegate<void(Ready)>::to<&WatchedPair::on_ready>(this));
  }
  ~WatchedPair() {
    watch.reset();
    ::close(ends[0]);
    if (ends[1] >= 0) ::close(ends[1]);
  }
  void say(const std::string& text) const { REQUIRE(::write(ends[1], text.data(), text.size()) > 0); }
  void on_ready(Ready ready) {
    told.push_back(ready);
    if (action) action();
  }

  std::array<int, 2> ends{-1, -1};
  std::vector<Ready> told;
  std::function<void()> action;
  std::optional<SocketWatch> watch;
};

}  // namespace

TEST_CASE("run() gives the code that stop() was given") {
  EventLoop loop;
  Alarm alarm(loop, [&] { loop.stop(78); });
  alarm.timer.arm_in(0ms);
  CHECK(loop.run() == 78);
}

TEST_CASE("timers fire in the order of their deadlines, not in that of their arming") {
  EventLoop loop;
  std::string order;
  Alarm late(loop, [&] { order += 'l'; });
  Alarm early(loop, [&] { order += 'e'; });
  late.timer.arm_in(60ms);
  early.timer.arm_in(5ms);
  REQUIRE(run_until(loop, [&] { return order.size() == 2; }));
  CHECK(order == "el");
}

TEST_CASE("a timer never fires early, fires once, and knows when it is armed") {
  EventLoop loop;
  int fired = 0;
  Alarm alarm(loop, [&] { ++fired; });
  CHECK_FALSE(alarm.timer.armed());
  const Timestamp deadline = loop.now() + 20ms;
  alarm.timer.arm(deadline);
  CHECK(alarm.timer.armed());
  REQUIRE(run_until(loop, [&] { return fired > 0; }));
  CHECK(loop.now() >= deadline);
  CHECK_FALSE(alarm.timer.armed());
  run_for(loop, 30ms);
  CHECK(fired == 1);
}

TEST_CASE("a deadline in the past fires on the next turn, never inside arm()") {
  EventLoop loop;
  int fired = 0;
  Alarm alarm(loop, [&] { ++fired; });
  alarm.timer.arm(Timestamp{});
  CHECK(fired == 0);
  CHECK(run_until(loop, [&] { return fired == 1; }));
}

TEST_CASE("arming again moves the deadline, and never disarms") {
  EventLoop loop;
  int fired = 0;
  Alarm alarm(loop, [&] { ++fired; });
  alarm.timer.arm_in(5ms);
  alarm.timer.arm_in(1h);
  run_for(loop, 30ms);
  CHECK(fired == 0);
  alarm.timer.arm_in(1ms);
  alarm.timer.arm(never);
  CHECK_FALSE(alarm.timer.armed());
  run_for(loop, 30ms);
  CHECK(fired == 0);
}

TEST_CASE("a timer may be armed anew inside its own handler") {
  EventLoop loop;
  int fired = 0;
  Alarm alarm(loop, [&] {
    if (++fired < 3) alarm.timer.arm_in(1ms);
  });
  alarm.timer.arm_in(1ms);
  CHECK(run_until(loop, [&] { return fired == 3; }));
}

TEST_CASE("a handler may destroy its timer and its owner") {
  EventLoop loop;
  bool fired = false;
  auto alarm = std::make_unique<Alarm>(loop, [] {});
  alarm->action = [&] {
    auto* doomed = alarm.release();
    auto& told = fired;  // what the lambda holds dies with it
    delete doomed;
    told = true;
  };
  alarm->timer.arm_in(0ms);
  CHECK(run_until(loop, [&] { return fired; }));
  run_for(loop, 5ms);
}

TEST_CASE("a timer destroyed by another one that fell due with it stays silent") {
  EventLoop loop;
  int fired = 0;
  std::unique_ptr<Alarm> first;
  std::unique_ptr<Alarm> second;
  first = std::make_unique<Alarm>(loop, [&] { ++fired, second.reset(); });
  second = std::make_unique<Alarm>(loop, [&] { ++fired, first.reset(); });
  first->timer.arm(Timestamp{});
  second->timer.arm(Timestamp{});
  run_for(loop, 20ms);
  CHECK(fired == 1);
}

TEST_CASE("the clock stands still within one turn and never runs backwards") {
  EventLoop loop;
  const Timestamp before = loop.now();
  std::vector<Timestamp> seen;
  Alarm alarm(loop, [&] {
    seen.push_back(loop.now());
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < 2ms) {
    }
    seen.push_back(loop.now());
  });
  alarm.timer.arm_in(0ms);
  REQUIRE(run_until(loop, [&] { return seen.size() == 2; }));
  CHECK(seen[0] == seen[1]);
  CHECK(seen[0] >= before);
}

TEST_CASE("the wall clock agrees with the system's") {
  EventLoop loop;
  const auto difference = loop.wall_time() - std::chrono::system_clock::now();
  CHECK(difference < 1s);
  CHECK(difference > -1s);
}

TEST_CASE("a watch tells of bytes once per arrival, not as long as they lie there") {
  EventLoop loop;
  WatchedPair pair(loop);
  pair.say("a");
  REQUIRE(run_until(loop, [&] { return !pair.told.empty(); }));
  run_for(loop, 20ms);
  CHECK(pair.told.size() == 1);
  pair.say("b");
  CHECK(run_until(loop, [&] { return pair.told.size() == 2; }));
}

TEST_CASE("a hang-up is told as something to read") {
  EventLoop loop;
  WatchedPair pair(loop);
  ::close(std::exchange(pair.ends[1], -1));
  REQUIRE(run_until(loop, [&] { return !pair.told.empty(); }));
  CHECK(has(pair.told.front(), Ready::read));
  CHECK(has(pair.told.front(), Ready::closing));
}

TEST_CASE("bytes alone are not told as an end, and an end behind them is") {
  EventLoop loop;
  WatchedPair pair(loop);
  pair.say("a");
  REQUIRE(run_until(loop, [&] { return pair.told.size() == 1; }));
  CHECK_FALSE(has(pair.told.back(), Ready::closing));
  ::shutdown(pair.ends[1], SHUT_WR);
  REQUIRE(run_until(loop, [&] { return pair.told.size() == 2; }));
  CHECK(has(pair.told.back(), Ready::closing));
}

TEST_CASE("a watch that wants to write is told that it can") {
  EventLoop loop;
  WatchedPair pair(loop, Ready::write);
  REQUIRE(run_until(loop, [&] { return !pair.told.empty(); }));
  CHECK(has(pair.told.front(), Ready::write));
  CHECK_FALSE(has(pair.told.front(), Ready::read));
}

TEST_CASE("a watch may be destroyed inside its own handler") {
  EventLoop loop;
  WatchedPair pair(loop);
  pair.action = [&] { pair.watch.reset(); };
  pair.say("a");
  REQUIRE(run_until(loop, [&] { return !pair.told.empty(); }));
  pair.say("b");
  run_for(loop, 20ms);
  CHECK(pair.told.size() == 1);
}

TEST_CASE("of two watches ready at once the first may destroy the other") {
  EventLoop loop;
  WatchedPair one(loop);
  WatchedPair two(loop);
  one.action = [&] { two.watch.reset(); };
  two.action = [&] { one.watch.reset(); };
  one.say("a");
  two.say("b");
  run_for(loop, 20ms);
  CHECK(one.told.size() + two.told.size() == 1);
}

TEST_CASE("deferred work runs once on the next turn, however often it was scheduled") {
  EventLoop loop;
  struct Flush {
    explicit Flush(EventLoop& loop) : deferred(loop, Delegate<void()>::to<&Flush::on_turn>(this)) {}
    void on_turn() {
      if (++runs == 1 && again) deferred.schedule();
    }
    int runs = 0;
    bool again = false;
    Deferred deferred;
  } flush(loop);
  run_for(loop, 5ms);
  CHECK(flush.runs == 0);
  flush.deferred.schedule();
  flush.deferred.schedule();
  CHECK(flush.runs == 0);
  run_for(loop, 20ms);
  CHECK(flush.runs == 1);
  flush.runs = 0;
  flush.again = true;
  flush.deferred.schedule();
  CHECK(run_until(loop, [&] { return flush.runs == 2; }));
}

TEST_CASE("a blocked signal becomes a call on the loop") {
  block_signals();
  EventLoop loop;
  struct Hangup {
    void on_signal() { ++count; }
    int count = 0;
  } hangup;
  const SignalWatch watch(loop, SIGHUP, Delegate<void()>::to<&Hangup::on_signal>(&hangup));
  ::kill(::getpid(), SIGHUP);
  CHECK(run_until(loop, [&] { return hangup.count == 1; }));
  ::raise(SIGPIPE);  // ignored: the test goes on
}

TEST_CASE("what many sockets have to say is told once each, however many were ready at once") {
  EventLoop loop;
  std::vector<std::unique_ptr<WatchedPair>> pairs;
  for (int i = 0; i < 200; ++i) pairs.push_back(std::make_unique<WatchedPair>(loop));
  for (const auto& pair : pairs) pair->say("x");
  run_for(loop, 20ms);
  for (const auto& pair : pairs) CHECK(pair->told.size() == 1);
}

TEST_CASE("who watches anew while others are told hears nothing of what was before") {
  EventLoop loop;
  WatchedPair one(loop);
  WatchedPair two(loop);
  const auto watch_anew = [&](WatchedPair& other) {
    char byte = 0;
    if (::read(other.ends[0], &byte, 1) != 1) return;  // so that nothing is left to be told
    other.watch->start(loop, other.ends[0], Ready::read, Delegate<void(Ready)>::to<&WatchedPair::on_ready>(&other));
  };
  one.action = [&] { watch_anew(two); };
  two.action = [&] { watch_anew(one); };
  one.say("a");
  two.say("b");
  run_for(loop, 20ms);
  CHECK(one.told.size() + two.told.size() == 1);
}

TEST_CASE("a timer that is armed for the past in a handler leaves the sockets their turn") {
  EventLoop loop;
  WatchedPair pair(loop);
  int fired = 0;
  Alarm alarm(loop, [&] {
    ++fired;
    alarm.timer.arm(Timestamp{});
  });
  alarm.timer.arm(Timestamp{});
  pair.say("a");
  CHECK(run_until(loop, [&] { return !pair.told.empty() && fired > 1; }));
}
