// Raw datapoints both ways. Source: DIALECT.md, 6.

#include <doctest/doctest.h>

#include <optional>

#include "base/json.h"
#include "plug.h"
#include "tasmota/tuya_received.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// The datapoint that the device is told to write; nothing when the command is refused.
std::optional<Datapoint> written(std::string_view word, std::string_view payload) {
  Plug plug;
  const Reply reply = plug.send(word, payload);
  if (reply.orders.empty()) {
    CHECK(reply.outcome == Outcome::refused);
    return std::nullopt;
  }
  REQUIRE(reply.orders.size() == 1);
  CHECK(reply.orders[0].done == R"({"TuyaSend":"Done"})");
  return std::get<WriteDatapoint>(reply.orders[0].command).datapoint;
}

Datapoint datapoint(std::uint8_t id, DatapointValue value) { return {id, std::move(value)}; }

}  // namespace

TEST_CASE("TuyaSend1 writes true or false") {
  CHECK(written("TuyaSend1", "11,1") == datapoint(11, true));
  CHECK(written("TuyaSend1", "11,0") == datapoint(11, false));
  CHECK(written("TuyaSend1", "11, on") == datapoint(11, true));
  CHECK(written("TuyaSend1", "11 false") == datapoint(11, false));
  CHECK(written("TuyaSend", "11,1") == datapoint(11, true));  // no index is 1
}

TEST_CASE("TuyaSend2 writes a number, decimal or hex") {
  CHECK(written("TuyaSend2", "11,100") == datapoint(11, std::int64_t{100}));
  CHECK(written("TuyaSend2", "11,-5") == datapoint(11, std::int64_t{-5}));
  CHECK(written("TuyaSend2", "0x0b,0xAABBCCDD") == datapoint(11, std::int64_t{0xAABBCCDD}));
  CHECK(written("TuyaSend2", "11,100 ") == datapoint(11, std::int64_t{100}));
  CHECK(written("TuyaSend2", "11,4294967295") == datapoint(11, std::int64_t{4294967295}));
  CHECK(written("TuyaSend2", "11,-2147483648") == datapoint(11, std::int64_t{-2147483648}));
}

TEST_CASE("TuyaSend3 writes a text with all its commas and blanks") {
  CHECK(written("TuyaSend3", "11,ThisIsTheData") == datapoint(11, std::string("ThisIsTheData")));
  CHECK(written("TuyaSend3", "11,a, b ,c ") == datapoint(11, std::string("a, b ,c ")));
  CHECK(written("TuyaSend3", "11,{\"a\":1}") == datapoint(11, std::string("{\"a\":1}")));
}

TEST_CASE("TuyaSend4 writes an enum's word, also where it is a digit") {
  CHECK(written("TuyaSend4", "38,memory") == datapoint(38, std::string("memory")));
  CHECK(written("TuyaSend4", "38,2 ") == datapoint(38, std::string("2")));
}

TEST_CASE("TuyaSend5 writes a text given in hex, TuyaSend6 bytes as base64") {
  CHECK(written("TuyaSend5", "11,4142") == datapoint(11, std::string("AB")));
  CHECK(written("TuyaSend5", "11,ff") == std::nullopt);  // no text
  CHECK(written("TuyaSend6", "11,00") == datapoint(11, std::string("AA==")));
  CHECK(written("TuyaSend6", "11,0xABCD") == datapoint(11, std::string("q80=")));
  CHECK(written("TuyaSend6", "11,0001fe") == datapoint(11, std::string("AAH+")));
  CHECK(written("TuyaSend6", "11,00fffefd") == datapoint(11, std::string("AP/+/Q==")));
}

TEST_CASE("what cannot be read is an error and never a zero") {
  for (const char* payload : {"", "11", "11,", ",", "0,1", "256,1", "-1,1", "x,1", "11,yes", "11,1x", "11,TOGGLE",
                              "11,0x", "11,-", "99999999999999999999,1"}) {
    CAPTURE(payload);
    CHECK_FALSE(written("TuyaSend1", payload));
    CHECK_FALSE(written("TuyaSend2", payload));
  }
  CHECK_FALSE(written("TuyaSend2", "11,4294967296"));
  CHECK_FALSE(written("TuyaSend2", "11,-2147483649"));
  CHECK_FALSE(written("TuyaSend3", "11,\xff"));
  CHECK_FALSE(written("TuyaSend6", "11,abc"));
  CHECK_FALSE(written("TuyaSend7", "11,1"));
  CHECK_FALSE(written("TuyaSend10", "11,1"));
}

TEST_CASE("TuyaSend0 and TuyaSend8 ask for all datapoints and are done when they came") {
  Plug plug;
  for (const char* word : {"TuyaSend0", "TuyaSend8"}) {
    const Reply reply = plug.send(word);
    REQUIRE(reply.orders.size() == 1);
    CHECK(std::holds_alternative<ReadDatapoints>(reply.orders[0].command));
    CHECK(plug.obeyed(word) == Lines{R"(stat/RESULT {"TuyaSend":"Done"})"});
  }
  CHECK(plug.obeyed("TuyaSend0", "", Outcome::offline) ==
        Lines{R"(stat/RESULT {"Command":"Offline","Input":"TUYASEND0"})"});
}

TEST_CASE("TuyaSend9 turns the datapoints' own topics on and off") {
  Plug plug;
  const Reply reply = plug.send("TuyaSend9");
  CHECK(plug.options.tuya_topics);
  CHECK(reply.options_changed);
  CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"TuyaSend":"Done"})"});
  plug.send("TuyaSend9");
  CHECK_FALSE(plug.options.tuya_topics);
}

TEST_CASE("reported datapoints are told as TuyaReceived") {
  CHECK(line(render_tuya_received({{1, true}, {18, std::int64_t{42}}, {21, std::string("white")}})) ==
        R"(tele/RESULT {"TuyaReceived":{"Cmnd":7,"DpType1Id1":1,"1":{"DpId":1,"DpIdType":1,"DpIdData":"01"},)"
        R"("DpType2Id18":42,"18":{"DpId":18,"DpIdType":2,"DpIdData":"0000002A"},)"
        R"("DpType3Id21":"white","21":{"DpId":21,"DpIdType":3,"DpIdData":"7768697465","Type3Data":"white"}}})");
  CHECK(line(render_tuya_received({})) == R"(tele/RESULT {"TuyaReceived":{"Cmnd":7}})");
}

TEST_CASE("numbers below zero and beyond 32 bits keep their value") {
  const std::string payload = render_tuya_received({{2, std::int64_t{-5}}, {3, std::int64_t{1} << 40}}).payload;
  CHECK(payload.find(R"("DpType2Id2":-5,"2":{"DpId":2,"DpIdType":2,"DpIdData":"FFFFFFFB"})") != std::string::npos);
  CHECK(payload.find(R"("DpType2Id3":1099511627776)") != std::string::npos);
  CHECK(payload.find(R"("DpIdData":"0000010000000000")") != std::string::npos);
}

TEST_CASE("a text of any bytes still makes valid JSON") {
  const Message message = render_tuya_received({{25, std::string("\"\\\n\xff\0", 5)}});
  const auto json = parse_json(message.payload);
  REQUIRE(json);
  CHECK(json->find("TuyaReceived")->find("25")->find("DpIdData")->string()->size() == 10);
}

TEST_CASE("each datapoint on a topic of its own, upper case like all last levels") {
  CHECK(transcript(render_tuya_topics({{1, false}, {18, std::int64_t{42}}, {21, std::string("white")}})) ==
        Lines{"stat/DPTYPE1ID1 0", "stat/DPTYPE2ID18 42", "stat/DPTYPE3ID21 white"});
}
