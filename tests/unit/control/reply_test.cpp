#include "control/reply.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::control;

namespace {

Result<Reply> read(std::string line) {
  REQUIRE(line.ends_with('\n'));
  line.pop_back();
  return parse_reply(line);
}

}  // namespace

TEST_CASE("an answer, one of several and a refusal are told apart") {
  const auto answer = read(render_reply(R"({"a":1})"));
  REQUIRE(answer);
  CHECK(answer->error.empty());
  CHECK_FALSE(answer->continues);
  CHECK(render_json(answer->parameters) == R"({"a":1})");
  CHECK(answer->what().empty());

  CHECK(read(render_reply("{}", true))->continues);

  const auto refusal = read(render_refusal({"DeviceUnknown", "no such device", "presa1"}));
  REQUIRE(refusal);
  CHECK(refusal->error == "DeviceUnknown");
  CHECK(refusal->what() == "no such device");
  CHECK(refusal->parameters.find("nearest") != nullptr);
}

TEST_CASE("lines that are no replies are refused") {
  for (const char* line : {"", "{}", "[]", "hello", R"({"parameters":1})", R"({"error":"presad2.No","parameters":{}})",
                           R"({"error":1,"parameters":{}})"}) {
    CAPTURE(line);
    const auto reply = parse_reply(line);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::malformed);
  }
}
