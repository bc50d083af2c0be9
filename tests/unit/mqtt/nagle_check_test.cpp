#include "mqtt/nagle_check.h"

#include <doctest/doctest.h>

#include <vector>

using namespace presad;
using namespace std::chrono_literals;
using mqtt::NagleCheck;
using Next = NagleCheck::Next;

namespace {

/// What each round ends with, when its message comes so long after the acknowledgement.
std::vector<Next> after(const std::vector<Duration>& gaps) {
  NagleCheck check;
  Timestamp now{};
  std::vector<Next> found;
  for (const Duration gap : gaps) {
    now += 1ms;
    check.on_granted(now);
    now += gap;
    found.push_back(check.on_message(now));
  }
  return found;
}

}  // namespace

TEST_CASE("a broker that holds the second packet back for 40 ms time after time is known after four rounds") {
  CHECK(after({44ms, 35ms, 52ms, 150ms}) == std::vector{Next::ask_again, Next::ask_again, Next::ask_again, Next::seen});
}

TEST_CASE("one round that does not fit is forgiven, wherever it comes") {
  CHECK(after({0ms, 44ms, 44ms, 44ms, 44ms}).back() == Next::seen);
  CHECK(after({44ms, 44ms, 44ms, 0ms, 44ms}).back() == Next::seen);
}

TEST_CASE("a broker that sends both together is let alone after two rounds") {
  CHECK(after({0ms, 0ms}) == std::vector{Next::ask_again, Next::not_seen});
  CHECK(after({44ms, 44ms, 44ms, 0ms, 0ms}).back() == Next::not_seen);
}

TEST_CASE("a machine that is busy, or a line that is slow, is no broker that holds back") {
  CHECK(after({10ms, 30ms}).back() == Next::not_seen);
  CHECK(after({200ms, 1500ms}).back() == Next::not_seen);
  CHECK(after({34ms, 151ms}).back() == Next::not_seen);
}

TEST_CASE("a message that belongs to no subscription of the check changes nothing") {
  NagleCheck check;
  CHECK_FALSE(check.expects_message());
  CHECK(check.on_message(Timestamp{}) == Next::wait);
  check.on_granted(Timestamp{});
  CHECK(check.expects_message());
  CHECK(check.on_message(Timestamp{} + 44ms) == Next::ask_again);
  CHECK_FALSE(check.expects_message());
  CHECK(check.on_message(Timestamp{} + 88ms) == Next::wait);
}
