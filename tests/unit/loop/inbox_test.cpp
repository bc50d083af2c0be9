#include "loop/inbox.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/run_loop.h"

using namespace presad;
using namespace presad::loop;
using presad::testing::run_for;
using presad::testing::run_until;

namespace {

template <class T>
struct Receiver {
  explicit Receiver(EventLoop& loop, std::size_t bound)
      : inbox(loop, bound, Delegate<void(T&)>::template to<&Receiver::on_value>(this)) {}
  void on_value(T& value) {
    if (put_back && received.empty()) inbox.put(T(value));
    received.push_back(std::move(value));
  }
  std::vector<T> received;
  bool put_back = false;
  Inbox<T> inbox;
};

}  // namespace

TEST_CASE("values from another thread arrive on the loop's thread, all and in order") {
  constexpr int count = 20'000;
  EventLoop loop;
  Receiver<int> receiver(loop, count);
  std::thread sender([&] {
    for (int i = 0; i < count; ++i) receiver.inbox.put(i);
  });
  const bool complete = run_until(loop, [&] { return receiver.received.size() == count; });
  sender.join();
  REQUIRE(complete);
  for (int i = 0; i < count; ++i) REQUIRE(receiver.received[static_cast<std::size_t>(i)] == i);
  CHECK(receiver.inbox.take_dropped() == 0);
}

TEST_CASE("each of several threads keeps its order") {
  constexpr int count = 2'000;
  EventLoop loop;
  Receiver<std::pair<int, int>> receiver(loop, 3 * count);
  std::vector<std::thread> senders;
  for (int who = 0; who < 3; ++who) {
    senders.emplace_back([&receiver, who] {
      for (int i = 0; i < count; ++i) receiver.inbox.put({who, i});
    });
  }
  const bool complete = run_until(loop, [&] { return receiver.received.size() == 3 * count; });
  for (std::thread& sender : senders) sender.join();
  REQUIRE(complete);
  std::vector<int> next(3, 0);
  for (const auto& [who, number] : receiver.received) REQUIRE(number == next[static_cast<std::size_t>(who)]++);
}

TEST_CASE("a full inbox drops the newest and counts them once") {
  EventLoop loop;
  Receiver<int> receiver(loop, 3);
  for (int i = 0; i < 3; ++i) CHECK(receiver.inbox.put(i));
  CHECK_FALSE(receiver.inbox.put(3));
  CHECK_FALSE(receiver.inbox.put(4));
  REQUIRE(run_until(loop, [&] { return receiver.received.size() == 3; }));
  CHECK(receiver.received == std::vector<int>{0, 1, 2});
  CHECK(receiver.inbox.take_dropped() == 2);
  CHECK(receiver.inbox.take_dropped() == 0);
  CHECK(receiver.inbox.put(5));
  CHECK(run_until(loop, [&] { return receiver.received.size() == 4; }));
}

TEST_CASE("what must always arrive is not held up by the bound and keeps its place") {
  EventLoop loop;
  Receiver<std::string> receiver(loop, 1);
  CHECK(receiver.inbox.put("message"));
  CHECK_FALSE(receiver.inbox.put("too much"));
  receiver.inbox.put_always("connection lost");
  REQUIRE(run_until(loop, [&] { return receiver.received.size() == 2; }));
  CHECK(receiver.received == std::vector<std::string>{"message", "connection lost"});
}

TEST_CASE("a value put in by the handler comes on a later turn, so that nothing else starves") {
  EventLoop loop;
  Receiver<int> receiver(loop, 10);
  receiver.put_back = true;
  receiver.inbox.put(7);
  CHECK(run_until(loop, [&] { return receiver.received.size() == 2; }));
}

TEST_CASE("a flood is handed out in portions with the loop's other work in between") {
  EventLoop loop;
  Receiver<int> receiver(loop, 10'000);
  for (int i = 0; i < 1'000; ++i) receiver.inbox.put(i);
  REQUIRE(sd_event_run(loop.handle(), 0) >= 0);
  CHECK(receiver.received.size() == Inbox<int>::most_per_turn);
  REQUIRE(run_until(loop, [&] { return receiver.received.size() == 1'000; }));
  for (int i = 0; i < 1'000; ++i) REQUIRE(receiver.received[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("what waits for a later turn counts for the bound, and what comes meanwhile comes behind it") {
  EventLoop loop;
  Receiver<int> receiver(loop, 100);
  for (int i = 0; i < 100; ++i) receiver.inbox.put(i);
  REQUIRE(sd_event_run(loop.handle(), 0) >= 0);
  const int handed_out = static_cast<int>(receiver.received.size());
  REQUIRE(handed_out < 100);
  for (int i = 0; i < handed_out; ++i) CHECK(receiver.inbox.put(100 + i));
  CHECK_FALSE(receiver.inbox.put(1'000));
  REQUIRE(run_until(loop, [&] { return receiver.received.size() == static_cast<std::size_t>(100 + handed_out); }));
  for (int i = 0; i < 100 + handed_out; ++i) REQUIRE(receiver.received[static_cast<std::size_t>(i)] == i);
  CHECK(receiver.inbox.put(1'000));  // it is empty, and rings again
  CHECK(run_until(loop, [&] { return receiver.received.back() == 1'000; }));
}

TEST_CASE("a value is not kept when it has been handed out") {
  struct Looker {
    void on_value(std::shared_ptr<int>& value) { seen = *value; }
    int seen = 0;
  };
  EventLoop loop;
  Looker looker;
  Inbox<std::shared_ptr<int>> inbox(loop, 10, Delegate<void(std::shared_ptr<int>&)>::to<&Looker::on_value>(&looker));
  const auto value = std::make_shared<int>(7);
  inbox.put(value);
  REQUIRE(run_until(loop, [&] { return looker.seen == 7; }));
  CHECK(value.use_count() == 1);
}

TEST_CASE("values that still wait when the inbox dies are destroyed with it") {
  EventLoop loop;
  const auto value = std::make_shared<int>(1);
  {
    Receiver<std::shared_ptr<int>> receiver(loop, 10);
    receiver.inbox.put(value);
    CHECK(value.use_count() == 2);
  }
  CHECK(value.use_count() == 1);
  run_for(loop, std::chrono::milliseconds(5));
}
