// Who of a gateway's sub-devices has a place, whose request is next, who is told what.

#include "families/tuya/gateway_desk.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp start{1h};
constexpr auto query = Request::Kind::query;
constexpr auto list = Request::Kind::subdevice_list;

Asked asked(std::uint32_t number) { return {{.kind = query}, number}; }

RequestEnded ended(Request::Kind kind, RequestEnded::How how = RequestEnded::How::acknowledged) {
  return {kind, how, {}};
}

/// What was told, one word each: "a:placed b:out of reach".
std::string told(GatewayDesk& desk) {
  std::string text;
  for (const ToSubDevice& each : desk.take_notices()) {
    if (!text.empty()) text += ' ';
    text += each.cid + ':';
    if (const auto* const displaced = std::get_if<Displaced>(&each.notice)) text += name(displaced->trouble);
    if (std::holds_alternative<Placed>(each.notice)) text += "placed";
    if (std::holds_alternative<Reported>(each.notice)) text += "reported";
    if (const auto* const settled = std::get_if<Settled>(&each.notice)) text += std::to_string(settled->number);
  }
  return text;
}

Reported report(const std::string& cid, bool pushed) {
  Reported reported;
  reported.report.cid = cid;
  reported.pushed = pushed;
  return reported;
}

/// With a and b, on a session whose list was answered and said nothing of either.
struct Serving : GatewayDesk {
  Serving() {
    add("a");
    add("b");
    on_established(start);
    take(start);
    on_ended(ended(list), start);
    on_serving("10.0.0.9", Version::v3_4);
    take_notices();
  }
};

}  // namespace

TEST_CASE("nobody has a place before the list was answered, or left open") {
  for (const auto how : {RequestEnded::How::acknowledged, RequestEnded::How::timed_out, RequestEnded::How::refused}) {
    GatewayDesk desk;
    desk.add("a");
    CHECK(told(desk) == "a:gateway away");
    desk.on_established(start);
    desk.on_serving("10.0.0.9", Version::v3_4);
    CHECK(told(desk).empty());
    REQUIRE(desk.due(start));
    CHECK(desk.take(start).kind == list);
    CHECK(desk.asking());
    desk.on_ended(ended(list, how), start);
    desk.on_serving("10.0.0.9", Version::v3_4);
    CHECK(told(desk) == "a:placed");
    CHECK_FALSE(desk.asking());
  }
}

TEST_CASE("a list that is answered is asked for again every minute, one that is left open is not") {
  Serving desk;
  CHECK_FALSE(desk.due(start + 59s));
  REQUIRE(desk.due(start + 60s));
  CHECK(desk.take(start + 60s).kind == list);
  desk.on_ended(ended(list, RequestEnded::How::timed_out), start + 63s);
  CHECK(desk.deadline() == start + 120s);

  GatewayDesk other;
  other.on_established(start);
  CHECK(other.deadline() == never);  // no gateway, as far as anybody knows
  other.add("a");
  other.take(start);
  other.on_ended(ended(list, RequestEnded::How::timed_out), start + 3s);
  CHECK(other.deadline() == never);
}

TEST_CASE("who is offline has no place until it is online, or pushes; an answer from memory is no sign") {
  Serving desk;
  desk.on_listed({"a"}, {"b"});
  CHECK(told(desk) == "b:out of reach");
  desk.join("b");
  CHECK(told(desk) == "b:out of reach");
  desk.on_reported(report("b", false));
  CHECK(told(desk).empty());
  desk.on_listed({"b"}, {});
  CHECK(told(desk) == "b:placed");
  desk.on_listed({}, {"b", "b"});
  desk.on_reported(report("b", true));
  CHECK(told(desk) == "b:out of reach b:placed b:reported");
}

TEST_CASE("requests are served in the order of asking, one of each, and a new one overtakes the old") {
  Serving desk;
  CHECK_FALSE(desk.ask("b", asked(1)));
  CHECK_FALSE(desk.ask("a", asked(1)));
  CHECK_FALSE(desk.ask("b", asked(2)));
  CHECK(desk.due(start));
  CHECK(desk.take(start).cid == "a");
  desk.on_ended(ended(query), start);
  CHECK(desk.take(start).cid == "b");
  CHECK(desk.ask("b", asked(3)));  // the one in flight is of no interest any more
  CHECK_FALSE(desk.asking());
  desk.take(start);
  desk.on_ended(ended(query), start);
  CHECK_FALSE(desk.due(start));
  CHECK(told(desk) == "a:1 b:3");
}

TEST_CASE("one that left is told nothing of what it asked") {
  Serving desk;
  CHECK_FALSE(desk.ask("a", asked(1)));
  CHECK_FALSE(desk.ask("b", asked(1)));
  desk.take(start);
  desk.leave("a");
  desk.leave("b");
  CHECK_FALSE(desk.due(start));
  desk.on_ended(ended(query), start);
  CHECK(told(desk).empty());
}

TEST_CASE("with the session go all places, and what was known of who is there") {
  Serving desk;
  desk.on_listed({}, {"b"});
  CHECK_FALSE(desk.ask("a", asked(1)));
  desk.take_notices();
  desk.on_lost("no power");
  CHECK_FALSE(desk.due(start));
  const auto notices = desk.take_notices();
  REQUIRE(notices.size() == 2);
  for (const ToSubDevice& each : notices) {
    CHECK(std::get<Displaced>(each.notice).trouble == Trouble::gateway_away);
    CHECK(std::get<Displaced>(each.notice).cause == "its gateway is away: no power");
  }
  CHECK_FALSE(desk.ask("a", asked(2)));  // nobody would take it
  CHECK_FALSE(desk.due(start));
}

TEST_CASE("one that comes later is asked for at once and has its place") {
  Serving desk;
  desk.add("c");
  CHECK(told(desk) == "c:placed");
  REQUIRE(desk.due(start));
  CHECK(desk.take(start).kind == list);
  desk.remove("c");
  desk.on_listed({}, {"c"});
  CHECK(told(desk).empty());
}

TEST_CASE("strangers are told once each, and so many at most") {
  Serving desk;
  for (int i = 0; i < 3; ++i) desk.on_reported(report("x", true));
  desk.on_listed({"x", "a"}, {"y"});
  CHECK(desk.take_strangers() == std::vector<std::string>{"x", "y"});
  for (int i = 0; i < 200; ++i) desk.on_reported(report(std::to_string(i), true));
  CHECK(desk.take_strangers().size() == GatewayDesk::max_strangers - 2);
}
