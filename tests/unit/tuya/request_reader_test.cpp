// parse_request(): what clients written by others send, and what nobody should.

#include <doctest/doctest.h>

#include "families/tuya/payload.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using Kind = Request::Kind;
using presad::test::own_vector;

Result<Request> read(CommandCode command, std::string payload) {
  Message message;
  message.command = command;
  message.payload = std::move(payload);
  return parse_request(message);
}

Request read_vector(std::string_view file, std::string_view name) {
  const auto request = parse_request(message_of(own_vector(file, name)));
  REQUIRE(request.has_value());
  return *request;
}

}  // namespace

TEST_CASE("tuyapi's shapes mean the same as tinytuya's") {
  for (const std::string_view file : {"v31.json", "v32.json", "v33.json", "v34.json", "v35.json"}) {
    CAPTURE(file);
    CHECK(read_vector(file, "js_get").kind == Kind::query);
    const Request set = read_vector(file, "js_set");
    CHECK(set.kind == Kind::set);
    CHECK(set.wanted == Datapoints{{1, true}});
    const Request refresh = read_vector(file, "js_refresh");
    CHECK(refresh.kind == Kind::refresh);
    CHECK(refresh.ids == std::vector<std::uint8_t>{4, 5, 6, 18, 19, 20});
    CHECK(read_vector(file, "js_heartbeat").kind == Kind::heart_beat);
  }
  for (const std::string_view file : {"v31.json", "v32.json", "v33.json"}) {
    const Request null_read = read_vector(file, "js_set_null_read");
    CHECK(null_read.kind == Kind::null_read);
    CHECK(null_read.ids == std::vector<std::uint8_t>{1});
  }
  for (const std::string_view file : {"v34.json", "v35.json"})
    CHECK(read_vector(file, "js_set_cid").cid == "a4c138f00dcafe01");
}

TEST_CASE("a heart beat is one whatever it carries") {
  for (const char* payload : {"", "{}", "not json", "{\"gwId\":\"x\"}"}) {
    CAPTURE(payload);
    CHECK(read(CommandCode::heart_beat, payload)->kind == Kind::heart_beat);
  }
}

TEST_CASE("an empty query is a query; nulls in one make it a read by nulls") {
  CHECK(read(CommandCode::dp_query, "")->kind == Kind::query);
  CHECK(read(CommandCode::dp_query_new, "")->kind == Kind::query);
  const auto null_read = read(CommandCode::dp_query, R"({"dps":{"1":null,"20":null}})");
  CHECK(null_read->kind == Kind::null_read);
  CHECK(null_read->ids == std::vector<std::uint8_t>{1, 20});
}

TEST_CASE("one value among nulls makes it a set") {
  const auto request = read(CommandCode::control, R"({"dps":{"1":null,"2":true}})");
  CHECK(request->kind == Kind::set);
  CHECK(request->wanted == Datapoints{{2, true}});
  CHECK(request->ids == std::vector<std::uint8_t>{1});
}

TEST_CASE("a refresh nested in data is understood, and a cid in any form") {
  const auto nested = read(CommandCode::update_dps, R"({"protocol":5,"t":1,"data":{"ctype":0,"dpId":[19]}})");
  CHECK(nested->kind == Kind::refresh);
  CHECK(nested->ids == std::vector<std::uint8_t>{19});
  CHECK(read(CommandCode::update_dps, R"({"dpId":[1],"cid":"a"})")->cid == "a");
  CHECK(read(CommandCode::update_dps, R"({"dpId":[1],"cid":["a"]})")->cid == "a");
  CHECK(read(CommandCode::update_dps, R"({"dpId":[1],"cid":[]})")->cid.empty());
  CHECK(read(CommandCode::update_dps, R"({"dpId":[1],"cid":[7]})")->cid.empty());
}

TEST_CASE("what asks for nothing that is known is unknown, not malformed") {
  CHECK(read(CommandCode::control, "{}")->kind == Kind::unknown);
  CHECK(read(CommandCode::lan_ext_stream, R"({"reqType":"other"})")->kind == Kind::unknown);
  CHECK(read(CommandCode::lan_ext_stream, R"({"reqType":7})")->kind == Kind::unknown);
  CHECK(read(CommandCode{99}, "{}")->kind == Kind::unknown);
}

TEST_CASE("nonsense is malformed") {
  const std::pair<CommandCode, const char*> rows[] = {
      {CommandCode::control, ""},
      {CommandCode::control, "{"},
      {CommandCode::control, "[]"},
      {CommandCode::control, R"({"dps":[]})"},
      {CommandCode::control, R"({"dps":{"0":true}})"},
      {CommandCode::control, R"({"dps":{"x":null}})"},
      {CommandCode::dp_query, "null"},
      {CommandCode::update_dps, "{}"},
      {CommandCode::update_dps, R"({"dpId":1})"},
      {CommandCode::update_dps, R"({"dpId":[0]})"},
      {CommandCode::update_dps, R"({"dpId":[256]})"},
      {CommandCode::update_dps, R"({"dpId":["1"]})"},
      {CommandCode::lan_ext_stream, "\"x\""},
  };
  for (const auto& [command, payload] : rows) {
    CAPTURE(payload);
    const auto request = read(command, payload);
    REQUIRE(!request.has_value());
    CHECK(request.error().kind == ErrorKind::malformed);
  }
}

}  // namespace presad::tuya::test
