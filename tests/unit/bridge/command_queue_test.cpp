// What waits, and until when. Source: lib/tasmota/DIALECT.md, 6.

#include "bridge/command_queue.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::bridge;
using std::chrono::milliseconds;

namespace {

constexpr Duration between = milliseconds(200);
constexpr Timestamp start{std::chrono::hours(1)};

tasmota::Backlog backlog(std::string_view text) { return {tasmota::split_backlog(text), false, false}; }

/// Runs the queue dry; "0 POWER 200 POWER2": when each was due, in milliseconds.
std::string run(CommandQueue& queue) {
  std::string told;
  while (queue.due() != never) {
    const Timestamp now = queue.due();
    const auto entry = queue.take(now, between);
    if (!entry) continue;
    if (entry->command.word.name == "DELAY") queue.delay(now + milliseconds(1000));
    if (!told.empty()) told += ' ';
    told += std::to_string((now - start) / milliseconds(1)) + ' ' + tasmota::render_word(entry->command.word);
  }
  return told;
}

std::string run(const tasmota::Backlog& commands) {
  CommandQueue queue;
  queue.take_in(commands, {}, start);
  return run(queue);
}

}  // namespace

TEST_CASE("the first runs at once, each further one a pause later") {
  CHECK(run(backlog("Power;Power2;Power3")) == "0 POWER 200 POWER2 400 POWER3");
}

TEST_CASE("Backlog0 pauses nowhere, not even for a Delay") {
  tasmota::Backlog commands = backlog("Power;Delay 10;Power2;Power3");
  commands.no_delay = true;
  CHECK(run(commands) == "0 POWER 0 DELAY 0 POWER2 0 POWER3");
}

TEST_CASE("NoDelay takes away the pause behind the next one, and that alone") {
  CHECK(run(backlog("NoDelay;Power;NoDelay;Power2;Power3;Power4")) == "0 POWER 0 POWER2 0 POWER3 200 POWER4");
  CHECK(run(backlog("Power;NoDelay;NoDelay;Power2;Power3")) == "0 POWER 200 POWER2 200 POWER3");
  CHECK(run(backlog("Power;NoDelay")) == "0 POWER");
}

TEST_CASE("Delay puts the next one off") {
  CHECK(run(backlog("Power;Delay 10;Power2")) == "0 POWER 200 DELAY 1200 POWER2");
}

TEST_CASE("nothing runs before its time") {
  CommandQueue queue;
  CHECK_FALSE(queue.take(start, between));
  queue.take_in(backlog("Power;Power2"), {}, start);
  CHECK(queue.take(start, between));
  CHECK_FALSE(queue.take(start + between - Duration(1), between));
  CHECK(queue.take(start + between, between));
  CHECK(queue.due() == never);
}

TEST_CASE("a Backlog that comes while another waits is run behind it, and what waits is due at once") {
  CommandQueue queue;
  queue.take_in(backlog("Power;Power2"), {}, start);
  queue.delay(start + milliseconds(5000));
  queue.take_in(backlog("Power3"), {}, start + milliseconds(1000));
  CHECK(run(queue) == "1000 POWER 1200 POWER2 1400 POWER3");
}

TEST_CASE("a Backlog without commands drops what waits") {
  CommandQueue queue;
  queue.take_in(backlog("Power;Power2"), {}, start);
  queue.take_in({}, {}, start);
  CHECK(queue.size() == 0);
  CHECK(queue.due() == never);
}

TEST_CASE("each command keeps its channel and its silence") {
  CommandQueue queue;
  tasmota::Backlog silent = backlog("Power");
  silent.silent = true;
  queue.take_in(std::move(silent), {"84E3427A1B2C", {}, {}}, start);
  queue.take_in(backlog("Power2"), {}, start);
  const auto first = queue.take(start, between);
  REQUIRE(first);
  CHECK(first->command.word.silent);
  CHECK(first->channel.fallback == "84E3427A1B2C");
  const auto second = queue.take(start + between, between);
  REQUIRE(second);
  CHECK_FALSE(second->command.word.silent);
  CHECK(second->channel.fallback.empty());
}
