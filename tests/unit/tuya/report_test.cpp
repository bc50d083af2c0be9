// parse_report(), parse_datapoints(), render_datapoints(): what devices tell.

#include <doctest/doctest.h>

#include "families/tuya/payload.h"

namespace presad::tuya {
namespace {

Result<Report> report(std::string payload, std::optional<std::uint32_t> return_code = 0) {
  Message message;
  message.command = CommandCode::status;
  message.return_code = return_code;
  message.payload = std::move(payload);
  return parse_report(message);
}

ErrorKind kind_of(const Result<Report>& result) {
  REQUIRE(!result.has_value());
  return result.error().kind;
}

}  // namespace

TEST_CASE("datapoints are found at the top and in data, whatever the version") {
  const Datapoints expected = {{1, true}, {19, std::int64_t{430}}, {38, "memory"}};
  for (const char* payload : {R"({"dps":{"1":true,"19":430,"38":"memory"}})",
                              R"({"devId":"x","dps":{"1":true,"19":430,"38":"memory"},"t":1})",
                              R"({"protocol":4,"t":1,"data":{"dps":{"1":true,"19":430,"38":"memory"}}})",
                              R"({"dps": {"38":"memory" , "19":430,"1":true},"type":"query"})"}) {
    CAPTURE(payload);
    const auto told = report(payload);
    REQUIRE(told.has_value());
    CHECK(told->datapoints == expected);
    CHECK(told->carries_datapoints);
    CHECK(told->error_text.empty());
    CHECK(told->cid.empty());
  }
}

TEST_CASE("the sub-device's cid is found in both places") {
  CHECK(report(R"({"cid":"a4c1","dps":{"1":true}})")->cid == "a4c1");
  CHECK(report(R"({"data":{"cid":"a4c1","dps":{"1":true}}})")->cid == "a4c1");
  CHECK(report(R"({"cid":7,"dps":{"1":true}})")->cid.empty());
}

TEST_CASE("a gateway's list of its sub-devices is read, and what is no cid left out") {
  const auto told = report(
      R"({"reqType":"subdev_online_stat_report","data":{"online":["a","b",7],"offline":["c",""],"nearby":["d"]}})");
  REQUIRE(told.has_value());
  REQUIRE(told->subdevices.has_value());
  CHECK(told->subdevices->online == std::vector<std::string>{"a", "b"});
  CHECK(told->subdevices->offline == std::vector<std::string>{"c"});
  CHECK_FALSE(told->carries_datapoints);
  const auto pieces = report(R"({"reqType":"subdev_online_stat_report","data":{"online":"a"}})");
  CHECK(pieces->subdevices->online.empty());
  CHECK_FALSE(report(R"({"reqType":"other","data":{"online":["a"]}})")->subdevices.has_value());
}

TEST_CASE("an empty payload is an empty report, also beside a return code") {
  for (const std::uint32_t return_code : {0U, 1U}) {
    const auto told = report("", return_code);
    REQUIRE(told.has_value());
    CHECK(told->datapoints.empty());
    CHECK(!told->carries_datapoints);
    CHECK(told->error_text.empty());
  }
}

TEST_CASE("an empty dps is told from none at all") {
  CHECK(report(R"({"dps":{}})")->carries_datapoints);
  CHECK(!report(R"({"t":1})")->carries_datapoints);
  CHECK(!report(R"({"reqType":"subdev_online_stat_report","data":{"online":["a"]}})")->carries_datapoints);
}

TEST_CASE("nulls and values of unknown type are left out, and cost nothing else") {
  const auto told = report(R"({"dps":{"1":null,"2":1.5,"3":[1],"4":{"x":1},"5":18446744073709551616,"6":false}})");
  REQUIRE(told.has_value());
  CHECK(told->datapoints == Datapoints{{6, false}});
  CHECK(told->carries_datapoints);
}

TEST_CASE("integers keep all their 64 bits, strings all their characters") {
  const auto told = report("{\"dps\":{\"1\":-9223372036854775808,\"2\":\"zig \\\"zag\\\" \\u00e9\"}}");
  REQUIRE(told.has_value());
  CHECK(told->datapoints == Datapoints{{1, std::numeric_limits<std::int64_t>::min()}, {2, "zig \"zag\" \u00e9"}});
}

TEST_CASE("of a doubled id the last value counts") {
  CHECK(report(R"({"dps":{"2":1,"1":true,"2":3}})")->datapoints == Datapoints{{1, true}, {2, std::int64_t{3}}});
}

TEST_CASE("an id that is no number from 1 to 255 is malformed") {
  for (const char* id : {"0", "256", "-1", "1.0", "", " 1", "1 ", "x", "99999999999999999999", "+1"}) {
    CAPTURE(id);
    CHECK(kind_of(report("{\"dps\":{\"" + std::string(id) + "\":true}}")) == ErrorKind::malformed);
  }
  CHECK(report(R"({"dps":{"255":true}})")->datapoints == Datapoints{{255, true}});
}

TEST_CASE("dps that is no object is malformed") {
  for (const char* dps : {"[]", "1", "\"x\"", "null", "true"}) {
    CAPTURE(dps);
    CHECK(kind_of(report("{\"dps\":" + std::string(dps) + "}")) == ErrorKind::malformed);
  }
}

TEST_CASE("what is no JSON object is malformed when nobody says that it is an error") {
  for (const char* payload : {"{\"dps\":{\"1\":tru", "[]", "1", "null", "hello", "{} {}", "\"text\""}) {
    CAPTURE(payload);
    CHECK(kind_of(report(payload)) == ErrorKind::malformed);
  }
}

TEST_CASE("an error text is shown beside a return code, and a known one even without") {
  CHECK(report("json obj data unvalid", 1)->error_text == "json obj data unvalid");
  CHECK(report("something new", 1)->error_text == "something new");
  CHECK(report("json obj data unvalid", 0)->error_text == "json obj data unvalid");
  CHECK(report("devid not found", std::nullopt)->error_text == "devid not found");
}

TEST_CASE("an error text is made safe to print, and short") {
  const auto told = report("bad\n\x1b[31m" + std::string(5000, 'x'), 1);
  REQUIRE(told.has_value());
  CHECK(told->error_text.find('\n') == std::string::npos);
  CHECK(told->error_text.find('\x1b') == std::string::npos);
  CHECK(told->error_text.size() < 200);
}

TEST_CASE("JSON beside a return code is still read") {
  CHECK(report(R"({"dps":{"1":true}})", 1)->datapoints == Datapoints{{1, true}});
}

TEST_CASE("JSON nested or long beyond reason is malformed") {
  CHECK(kind_of(report(std::string(8000, '['))) == ErrorKind::malformed);
  std::string many = R"({"dps":{"1":[0)";
  for (int i = 0; i < 5000; ++i) many += ",0";
  CHECK(kind_of(report(many + "]}}")) == ErrorKind::malformed);
}

TEST_CASE("rendered datapoints read back") {
  const Datapoints datapoints = {{1, true}, {2, false}, {9, std::int64_t{-5}}, {38, "K\u00fcche \"x\" \n"}};
  const std::string text = render_datapoints(datapoints);
  CHECK(text == "{\"1\":true,\"2\":false,\"9\":-5,\"38\":\"K\u00fcche \\\"x\\\" \\n\"}");
  CHECK(parse_datapoints(parse_json(text).value()).value() == datapoints);
  CHECK(render_datapoints({}) == "{}");
}

}  // namespace presad::tuya
