// A sub-device's part in the session of its gateway.

#include "families/tuya/share.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp start{1h};

Reported relay(bool on, bool pushed) {
  Reported reported;
  reported.report.datapoints = {{1, on}, {19, std::int64_t{7}}};
  reported.pushed = pushed;
  return reported;
}

bool shown(const Conversation::Effects& effects) {
  REQUIRE(effects.events.size() == 1);
  return std::get<bool>(std::get<Reported>(effects.events[0]).report.datapoints[0].value);
}

/// In touch, with the number of what it asked last.
struct Joined {
  Joined() {
    REQUIRE(share.on_connected(start).events.size() == 1);
    REQUIRE(share.ready());
  }
  void ask(Request::Kind kind = Request::Kind::query) {
    const auto effects = share.ask({.kind = kind}, {}, start);
    number = std::get<Asked>(effects.events.at(0)).number;
    CHECK_FALSE(share.ready());
  }
  Settled settled(RequestEnded::How how, std::string text = {}, Request::Kind kind = Request::Kind::query) const {
    return {number, {kind, how, std::move(text)}};
  }

  Share share{"a4c1", Version::v3_4};
  std::uint32_t number = 0;
};

}  // namespace

TEST_CASE("an answer from memory is not believed against what was pushed a moment before") {
  Joined joined;
  Share& share = joined.share;
  CHECK(shown(share.on_reported(relay(true, true), start)));
  CHECK(shown(share.on_reported(relay(false, false), start + 4s)));
  CHECK_FALSE(shown(share.on_reported(relay(false, true), start + 4s)));
  CHECK_FALSE(shown(share.on_reported(relay(true, false), start + 8s)));
  CHECK(shown(share.on_reported(relay(true, false), start + 9s)));
}

TEST_CASE("only the answer to what was asked last ends the request") {
  Joined joined;
  Share& share = joined.share;
  joined.ask();
  const Settled first = joined.settled(RequestEnded::How::acknowledged);
  share.abandon_request();
  CHECK(share.on_settled(first).events.empty());
  joined.ask();
  CHECK(share.on_settled(first).events.empty());
  const auto effects = share.on_settled(joined.settled(RequestEnded::How::acknowledged));
  REQUIRE(effects.events.size() == 1);
  CHECK(std::holds_alternative<RequestEnded>(effects.events[0]));
  CHECK(share.ready());
  CHECK(share.listened_to());
}

TEST_CASE("a query left open ends the conversation, a set left open does not") {
  Joined joined;
  Share& share = joined.share;
  joined.ask(Request::Kind::set);
  const auto set = share.on_settled(joined.settled(RequestEnded::How::timed_out, {}, Request::Kind::set));
  CHECK(std::holds_alternative<RequestEnded>(set.events.at(0)));
  CHECK(share.established());
  CHECK_FALSE(share.listened_to());
  joined.ask();
  const auto query = share.on_settled(joined.settled(RequestEnded::How::timed_out));
  CHECK(query.hang_up);
  CHECK(std::get<Ended>(query.events.at(0)).trouble == Trouble::silent);
  CHECK_FALSE(share.established());
}

TEST_CASE("a cid that the gateway does not know ends it, behind the refusal itself") {
  Joined joined;
  Share& share = joined.share;
  joined.ask();
  const auto effects = share.on_settled(joined.settled(RequestEnded::How::refused, "devid not found"));
  REQUIRE(effects.events.size() == 2);
  CHECK(std::get<RequestEnded>(effects.events[0]).how == RequestEnded::How::refused);
  CHECK(std::get<Ended>(effects.events[1]).trouble == Trouble::cid_unknown);
  CHECK(effects.hang_up);
}

TEST_CASE("what is told before or after has no effect, and silence cannot be waited out") {
  Share share("a4c1", Version::v3_4);
  CHECK(share.on_reported(relay(true, true), start).events.empty());
  CHECK_FALSE(share.proven());
  Joined joined;
  const auto effects = joined.share.suspect(start);
  CHECK(std::get<Ended>(effects.events.at(0)).trouble == Trouble::silent);
}
